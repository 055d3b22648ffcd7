import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Emulator, startEmulator } from '../src/emulator/emulator.ts';
import { probeVideo, writeExcerpt } from '../src/media/index.ts';
import { noBrowser } from './browser.ts';
import {
  accessible,
  askStudio,
  type Bench,
  idOf,
  kept,
  listensAgain,
  openBench,
  openPage,
  rendered,
  stillsThere,
  tab,
} from './studio.ts';

const example = fileURLToPath(new URL('../examples/first-light.m4a', import.meta.url));
let emulator: Emulator;
let bench: Bench;
before(async () => {
  if (noBrowser) return;
  emulator = await startEmulator({ latency: 400, shrink: 12 });
  bench = await openBench(emulator.environment);
});
after(async () => {
  await bench?.close();
  await emulator?.close();
});

test('what a scene costs is shown beside it, moves with it, is asked for before it is spent, and told while it is', {
  skip: noBrowser,
  timeout: 300_000,
}, async () => {
  const track = join(bench.folder, 'song.wav');
  await writeExcerpt(example, 20, 16, track);
  const page = await openPage(bench.context, bench.studio.address);
  await page.setInputFiles('input[type=file]', track);
  await stillsThere(page);
  await page.getByText('Free: drawn on this computer').first().waitFor();
  const at = `/api/productions/${idOf(page)}`;
  const accepted = (): number => emulator.counts.get('runway accepted') ?? 0;
  const estimate = () => askStudio(bench.studio, `${at}/estimate`);

  // A budget, and one scene that a service makes.
  await tab(page, 'Look');
  await page.getByLabel('Budget in dollars').fill('50');
  await listensAgain(page, () => page.keyboard.press('Tab'));
  await stillsThere(page);
  await tab(page, 'Scene');
  await page.getByRole('button', { name: /^Scene 2,/ }).click();
  await page.getByLabel('Made by').selectOption('runway/gen4.5');
  await kept(page);
  const { usd, scenes } = await estimate();
  assert.ok(usd > 0 && scenes.length === 1 && scenes[0].scene === 1);
  const price = `$${usd.toFixed(2)}`;
  await page.getByRole('button', { name: `Scene 2,`, exact: false }).getByText(price).waitFor();
  await page.getByText(`${price} for`).waitFor();
  await page.getByText(`${price} by list price, made at 1280x720, reduced to 320x180.`).waitFor();
  await accessible(page, 'prices');

  // The scene goes to another place, which is longer or shorter: what it costs goes with it.
  await page.keyboard.press(']');
  await kept(page);
  const after = await estimate();
  assert.equal(after.scenes[0].scene, 2);
  await page
    .getByRole('button', { name: 'Scene 3,', exact: false })
    .getByText(`$${after.usd.toFixed(2)}`)
    .waitFor();

  // No is no.
  await page.getByRole('button', { name: 'Approve and render' }).click();
  const dialog = page.getByRole('dialog', { name: 'This costs money' });
  await dialog
    .getByText(`$${after.usd.toFixed(2)}`)
    .first()
    .waitFor();
  await dialog.getByText('Left of your budget of $50.00').waitFor();
  await dialog.getByText('runway/gen4.5, 1280x720, reduced to 320x180').waitFor();
  await accessible(page, 'consent', 'dialog');
  await dialog.getByRole('button', { name: 'Not now' }).click();
  assert.equal(accepted(), 0);
  assert.notEqual((await askStudio(bench.studio, at)).job?.kind, 'render');

  // Yes is yes, and what is spent is told meanwhile.
  await page.getByRole('button', { name: 'Approve and render' }).click();
  await dialog.getByRole('button', { name: 'Order and render' }).click();
  await page.getByText('Promised').waitFor({ timeout: 60_000 });
  await accessible(page, 'spending', '.panel');
  await rendered(page);
  assert.ok(accepted() > 0);
  await page.getByText('All clips are there').waitFor();
  const again = await estimate();
  assert.equal(again.clips, 0);
  assert.ok(Math.abs(again.spentBefore - after.usd) < 0.02, `${again.spentBefore} for ${after.usd}`);
  const { files } = await askStudio(bench.studio, `${at}/takes`);
  assert.ok(files.length >= 3);
  assert.equal((await probeVideo(join(bench.productions, idOf(page), 'video.mp4'))).frames, 384);
  await page.close();
});
