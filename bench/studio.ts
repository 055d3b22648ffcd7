// Times the studio's page: node bench/studio.ts [minutes]. Needs a Chromium. Prints the first view, the storyboard, and frames while a long timeline is scrubbed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { servePage } from '../src/server/page.ts';
import { startStudio } from '../src/server/studio-server.ts';
import { noBrowser, openBrowser } from '../test/browser.ts';
import { longTrack } from './long-track.ts';

if (noBrowser) throw new Error(noBrowser);
const minutes = Number(process.argv[2] ?? 10);
const folder = mkdtempSync(join(tmpdir(), 'studio-bench-'));
const studio = await startStudio({ folder, page: servePage(folder) });
const browser = await openBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(2)} s`;
  let began = performance.now();
  await page.goto(studio.address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  process.stdout.write(`first view, with the page bundled at this start: ${seconds(began)}\n`);
  began = performance.now();
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  process.stdout.write(`first view after that: ${seconds(began)}\n`);

  const stills = async (): Promise<void> => {
    await page.locator('.stills li').first().waitFor({ timeout: 600_000 });
    const from = performance.now();
    await page.waitForFunction(
      () => [...document.querySelectorAll<HTMLImageElement>('.stills img')].every(still => still.naturalWidth > 0),
      null,
      { timeout: 600_000 },
    );
    process.stdout.write(`storyboard of ${await page.locator('.stills li').count()} scenes: ${seconds(from)}\n`);
  };
  const example = fileURLToPath(new URL('../examples/first-light.m4a', import.meta.url));
  const long = join(folder, 'long.wav');
  await longTrack(long, minutes * 60);
  for (const track of [example, long]) {
    await page.goto(`${studio.origin}/#/`);
    began = performance.now();
    await page.setInputFiles('input[type=file]', track);
    await page.locator('.clip').first().waitFor({ timeout: 600_000 });
    process.stdout.write(`from the drop to the planned timeline: ${seconds(began)}\n`);
    await stills();
  }
  const box = (await page.locator('.scrub').boundingBox())!;
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
  for (let i = 0; i < 300; i++) await page.mouse.move(box.x + 40 + i * 4, box.y + 60);
  await page.mouse.up();
  const times = await page.evaluate(() => (globalThis as unknown as { bench: { times: number[] } }).bench.times);
  times.sort((a, b) => a - b);
  const at = (share: number): string => times[Math.floor((times.length - 1) * share)].toFixed(1);
  process.stdout.write(
    `scrubbing ${minutes} minutes: ${times.length} frames, median ${at(0.5)} ms, 95% ${at(0.95)} ms, longest ${at(1)} ms\n`,
  );
} finally {
  await browser.close();
  await studio.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
