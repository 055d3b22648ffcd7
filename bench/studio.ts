// Times the studio's page: node bench/studio.ts [minutes]. Needs a Chromium. Prints, as a table, the page's size, the
// first view, the storyboard, and frames while a long timeline is scrubbed. Times are of a quiet machine; the work of
// the page in milliseconds a frame is less moved by others.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bundlePage } from '../src/server/page.ts';
import { noBrowser, openBrowser } from '../test/browser.ts';
import { endStudio, type Studio, startStudioProcess } from '../test/studio.ts';
import { longTrack } from './long-track.ts';

if (noBrowser) throw new Error(noBrowser);
const minutes = Number(process.argv[2] ?? 10);
const folder = mkdtempSync(join(tmpdir(), 'studio-bench-'));
const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(2)} s`;
const row = (what: string, figure: string): void => void process.stdout.write(`| ${what} | ${figure} |\n`);
row('what', 'figure');
process.stdout.write('|---|---|\n');
const bytes = [...(await bundlePage())].map(([path, content]) => ({ path, bytes: gzipSync(content).length }));
const first = bytes
  .filter(({ path }) => /^\/$|main\.(js|css)$|woff2$/.test(path))
  .reduce((sum, one) => sum + one.bytes, 0);
const all = bytes.reduce((sum, one) => sum + one.bytes, 0);
row(
  'page, gzipped: first view, with what is loaded later',
  `${(first / 1000).toFixed(0)} kB, ${(all / 1000).toFixed(0)} kB`,
);

const browser = await openBrowser();
let studio: Studio | undefined;
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  for (const what of ['first start, which bundles the page', 'every other start']) {
    if (studio) await endStudio(studio, 'SIGINT');
    const asked = performance.now();
    studio = await startStudioProcess(folder);
    row(`${what}: from the command to the address`, seconds(asked));
    const began = performance.now();
    await page.goto(studio.address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    row(`${what}: first view`, seconds(began));
  }
  let began = performance.now();
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  row('first view once more', seconds(began));

  const stills = async (): Promise<void> => {
    await page.locator('.stills li').first().waitFor({ timeout: 600_000 });
    const from = performance.now();
    await page.waitForFunction(
      () => [...document.querySelectorAll<HTMLImageElement>('.stills img')].every(still => still.naturalWidth > 0),
      null,
      { timeout: 600_000 },
    );
    row(`storyboard of ${await page.locator('.stills li').count()} scenes, from the first sight of it`, seconds(from));
  };
  const example = fileURLToPath(new URL('../examples/first-light.m4a', import.meta.url));
  const long = join(folder, 'long.wav');
  await longTrack(long, minutes * 60);
  for (const track of [example, long]) {
    await page.goto(`${studio!.origin}/#/`);
    began = performance.now();
    await page.setInputFiles('input[type=file]', track);
    await page.locator('.listening').waitFor({ timeout: 600_000 });
    row(
      `${track === long ? `${minutes} minutes` : 'the example'}: from the drop to the timeline with the song playing`,
      seconds(began),
    );
    await page.locator('.clip').first().waitFor({ timeout: 600_000 });
    row(
      `${track === long ? `${minutes} minutes` : 'the example'}: from the drop to the planned timeline`,
      seconds(began),
    );
    await stills();
  }
  const box = (await page.locator('.scrub').boundingBox())!;
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  const busy = async (): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return 1000 * metrics.find(({ name }) => name === 'TaskDuration')!.value;
  };
  await page.evaluate(() => {
    const state = { times: [] as number[], last: performance.now() };
    Object.assign(globalThis, { bench: state });
    const tick = (now: number): void => {
      state.times.push(now - state.last);
      state.last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await page.mouse.move(box.x + 40, box.y + 60);
  await page.mouse.down();
  const before = await busy();
  const from = await page.evaluate(() => (globalThis as unknown as { bench: { times: number[] } }).bench.times.length);
  for (let i = 0; i < 300; i++) await page.mouse.move(box.x + 40 + i * 4, box.y + 60);
  const worked = (await busy()) - before;
  const times = await page.evaluate(
    first => (globalThis as unknown as { bench: { times: number[] } }).bench.times.slice(first),
    from,
  );
  await page.mouse.up();
  const frames = times.length;
  times.sort((a, b) => a - b);
  const at = (share: number): string => times[Math.floor((times.length - 1) * share)].toFixed(1);
  row(
    `scrubbing ${minutes} minutes`,
    `${frames} frames, median ${at(0.5)} ms, 95% ${at(0.95)} ms, longest ${at(1)} ms; the page works ${(worked / frames).toFixed(1)} ms a frame`,
  );
} finally {
  await browser.close();
  if (studio) await endStudio(studio, 'SIGINT');
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
