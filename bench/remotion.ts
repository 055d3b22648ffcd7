/**
 * Remotion beside Phosphene: a composition like its audiogram (a background, a title, bars that follow a spectrum) at
 * 1920x1080, 24 frames a second. `peers.ts` prints it in its table.
 */

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const packages = ['remotion', '@remotion/renderer', '@remotion/bundler', 'react', 'react-dom'];

const compositionOf = (frames: number): string => `
import React from 'react';
import { AbsoluteFill, Composition, registerRoot, useCurrentFrame } from 'remotion';
const Bars = () => {
  const frame = useCurrentFrame();
  const level = i => Math.abs(Math.sin(frame * 0.21 + i * 0.7) * Math.cos(frame * 0.07 + i * 1.3));
  return <AbsoluteFill style={{ background: 'linear-gradient(#10243a, #3a1040)', justifyContent: 'flex-end', alignItems: 'center' }}>
    <h1 style={{ color: 'white', fontFamily: 'sans-serif', fontSize: 90 }}>A song, second {(frame / 24).toFixed(1)}</h1>
    <div style={{ display: 'flex', alignItems: 'flex-end', height: 500, gap: 8 }}>
      {Array.from({ length: 64 }, (_, i) => <div key={i} style={{ width: 18, height: 500 * level(i), borderRadius: 9, background: 'hsl(' + (180 + i * 2) + ',80%,60%)', boxShadow: '0 0 24px hsl(180,80%,60%)' }} />)}
    </div>
  </AbsoluteFill>;
};
registerRoot(() => <Composition id="bars" component={Bars} durationInFrames={${frames}} fps={24} width={1920} height={1080} />);
`;

const script = `
import { bundle } from '@remotion/bundler';
import { renderMedia, selectComposition } from '@remotion/renderer';
const serveUrl = await bundle({ entryPoint: './src/index.jsx' });
const browser = { browserExecutable: process.argv[2], chromeMode: 'chrome-for-testing', chromiumOptions: { disableWebSecurity: false } };
const composition = await selectComposition({ serveUrl, id: 'bars', ...browser });
const began = performance.now();
await renderMedia({ composition, serveUrl, codec: 'h264', outputLocation: 'out.mp4', ...browser });
console.log(JSON.stringify({ milliseconds: performance.now() - began, frames: composition.durationInFrames }));
`;

/**
 * Frames a second that Remotion makes. Fetches it from npm into a temporary folder, since Phosphene does not depend on
 * it.
 *
 * @param browser path of a Chromium
 * @throws when npm or the browser fails
 */
export function remotionSpeed(seconds: number, browser: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'remotion-bench-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}');
    const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', ...packages];
    execFileSync('npm', install, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    mkdirSync(join(folder, 'src'));
    writeFileSync(join(folder, 'src/index.jsx'), compositionOf(Math.round(seconds * 24)));
    writeFileSync(join(folder, 'render.mjs'), script);
    const printed = execFileSync(process.execPath, ['render.mjs', browser], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { milliseconds, frames } = JSON.parse(printed.trim().split('\n').at(-1)!);
    return (frames * 1000) / milliseconds;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
