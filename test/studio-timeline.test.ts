import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { writeExcerpt } from '../src/media/index.ts';
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
  picturesThere,
  rendered,
  stillsThere,
  tab,
} from './studio.ts';

const example = fileURLToPath(new URL('../examples/first-light.m4a', import.meta.url));
const photo = fileURLToPath(new URL('../docs/images/first-light.jpg', import.meta.url));
let bench: Bench;
let page: Page;
let at: string;
before(async () => {
  if (noBrowser) return;
  bench = await openBench();
  const track = join(bench.folder, 'song.wav');
  await writeExcerpt(example, 20, 16, track);
  page = await openPage(bench.context, bench.studio.address);
  await page.setInputFiles('input[type=file]', track);
  await stillsThere(page);
  at = `/api/productions/${idOf(page)}`;
});
after(() => bench?.close());

// biome-ignore lint/suspicious/noExplicitAny: read by name
const ask = (path: string): Promise<any> => askStudio(bench.studio, `${at}${path}`);
const seconds = (text: string): number => {
  const [minutes, rest] = text.split(':');
  return Number(minutes) * 60 + Number(rest);
};
const starts = async (): Promise<number[]> =>
  (await ask('/scene-map')).scenes.map(({ start_time }: { start_time: string }) => seconds(start_time));
const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.0015;
/** Waits until nothing is planned any more, and all is drawn. */
async function planned(): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('.veil') && !document.querySelector('.listening'), null, {
    timeout: 60_000,
  });
  for (let i = 0; i < 600; i++) {
    const { state } = await ask('');
    if (state !== 'running' && state !== 'queued') break;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  await stillsThere(page);
}
/** Presses at a place of an element, moves, and lets go. */
async function drag(from: { x: number; y: number }, to: { x: number; y: number }, keys: string[] = []): Promise<void> {
  await page.mouse.move(from.x, from.y);
  for (const key of keys) await page.keyboard.down(key);
  await page.mouse.down();
  for (let i = 1; i <= 6; i++)
    await page.mouse.move(from.x + ((to.x - from.x) * i) / 6, from.y + ((to.y - from.y) * i) / 6);
  // Moves are taken together once a frame.
  await page.evaluate(() => new Promise(next => requestAnimationFrame(() => requestAnimationFrame(next))));
  await page.mouse.up();
  for (const key of keys) await page.keyboard.up(key);
}
const centre = async (name: string, role: 'slider' | 'button' = 'slider'): Promise<{ x: number; y: number }> => {
  const box = (await page.getByRole(role, { name }).first().boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

test('borders are dragged onto bars and, with Alt, anywhere; scenes are dragged to other places; all is undone', {
  skip: noBrowser,
  timeout: 300_000,
}, async () => {
  const before = await starts();
  const { downbeats, duration } = await ask('/analysis');
  const box = (await page.locator('.scrub').boundingBox())!;
  const perSecond = box.width / duration;
  const bar = downbeats.map(({ time }: { time: number }) => time).find((time: number) => time > before[1] + 0.8)!;
  const border = await centre('Move the start of scene 2');
  await drag(border, { x: border.x + (bar - before[1]) * perSecond + 4, y: border.y });
  await kept(page);
  assert.ok(near((await starts())[1], bar), `${(await starts())[1]} should be the bar at ${bar}`);
  const moved = await centre('Move the start of scene 2');
  await drag(moved, { x: moved.x - 0.31 * perSecond, y: moved.y }, ['Alt']);
  await kept(page);
  const free = (await starts())[1];
  assert.ok(Math.abs(free - (bar - 0.31)) < 0.05 && !downbeats.some(({ time }: { time: number }) => near(time, free)));

  const words = async (): Promise<string[]> =>
    (await ask('/scene-map')).scenes.map((scene: { description: string }) => scene.description);
  const told = await words();
  await drag(await centre('Scene 1,', 'button'), await centre('Scene 3,', 'button'));
  await kept(page);
  assert.deepEqual((await words()).slice(0, 3), [told[1], told[2], told[0]]);
  await page.getByText('Scene 3 of', { exact: false }).waitFor();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z');
  await kept(page);
  assert.deepEqual(await starts(), before);
  assert.deepEqual(await words(), told);
});

test('the keyboard plays, halts, goes by beats and bars, splits, joins, locks and marks', {
  skip: noBrowser,
  timeout: 300_000,
}, async () => {
  const time = async (): Promise<number> => seconds((await page.locator('.clock').textContent())!.split('/')[0].trim());
  const count = async (): Promise<number> => (await starts()).length;
  const { beats, downbeats } = await ask('/analysis');
  const after = (all: { time: number }[], t: number): number => all.find(one => one.time > t + 0.001)!.time;
  await page.locator('.scrub').click({ position: { x: 2, y: 70 } });
  const begin = await time();
  await page.keyboard.press('ArrowRight');
  assert.ok(Math.abs((await time()) - after(beats, begin)) < 0.011);
  await page.keyboard.press('Shift+ArrowRight');
  assert.ok(Math.abs((await time()) - after(downbeats, after(beats, begin))) < 0.011);
  await page.keyboard.press('l');
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await page.keyboard.press('l');
  await page.getByText('2×').waitFor();
  await page.keyboard.press('k');
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  await page.keyboard.press('End');
  const end = await time();
  await page.keyboard.press('j');
  assert.ok((await time()) < end - 1);
  await page.keyboard.press(' ');
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await page.keyboard.press(' ');

  const scenes = await count();
  await page.keyboard.press('Home');
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('s');
  await kept(page);
  assert.equal(await count(), scenes + 1);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('m');
  await kept(page);
  assert.equal(await count(), scenes);
  await page.keyboard.press('x');
  await kept(page);
  assert.equal((await ask('/scene-map')).scenes[0].locked, true);
  await page.keyboard.press('x');
  await page.keyboard.press('i');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('o');
  await page.getByRole('button', { name: 'Forget the marked stretch' }).click();
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await accessible(page, 'keyboard', 'dialog');
  await page.keyboard.press('Escape');
  await kept(page);
});

test('beats are halved, set to begin elsewhere, tapped, and taken back', {
  skip: noBrowser,
  timeout: 300_000,
}, async () => {
  await tab(page, 'Song');
  const found = (await ask('/analysis')).tempo;
  const becomes = async (
    what: (analysis: { tempo: number; downbeats: { time: number }[] }) => boolean,
  ): Promise<void> => {
    await planned();
    assert.ok(what(await ask('/analysis')));
  };
  const correct = (name: string | RegExp): Promise<void> =>
    listensAgain(page, () => page.getByRole('button', { name }).click());
  await correct('½ Half');
  await becomes(({ tempo }) => Math.abs(tempo - found / 2) < 1);
  await page.keyboard.press('Home');
  for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowRight');
  const clock = (await page.locator('.clock').textContent())!.split('/')[0].trim();
  await correct(/Bar starts at/);
  await becomes(({ downbeats }) => downbeats.some(({ time }) => Math.abs(time - seconds(clock)) < 0.06));
  await page.keyboard.press('Home');
  await page.keyboard.press(' ');
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  for (let i = 0; i < 6; i++) {
    await page.waitForTimeout(480);
    await page.keyboard.press('t');
  }
  await page.keyboard.press('k');
  await page.getByText(/6 taps, about/).waitFor();
  await correct('Follow my taps');
  await planned();
  assert.equal((await ask('')).correction.taps.length, 6);
  await correct('Back to the beats that were found');
  await becomes(({ tempo }) => Math.abs(tempo - found) < 0.5);
});

test('clips and pictures make the video, a logo lies over it, other pictures and plans are picked', {
  skip: noBrowser,
  timeout: 300_000,
}, async () => {
  await page.locator('.panel input[type=file]').setInputFiles(photo);
  await page.getByRole('checkbox', { name: /Make the video from them/ }).check();
  await page.locator('.still-maker', { hasText: 'your footage' }).first().waitFor({ timeout: 60_000 });
  await planned();
  assert.equal((await ask('/scene-map')).scenes[0].generator, 'footage');
  await accessible(page, 'footage');
  await page.getByRole('checkbox', { name: /Make the video from them/ }).uncheck();
  await page.locator('.still-maker').first().waitFor({ state: 'detached', timeout: 60_000 });
  await planned();

  await tab(page, 'Look');
  await page.getByLabel('A picture for the corner').setInputFiles(photo);
  await page.getByRole('list', { name: 'Overlays' }).getByText('Logo').waitFor();
  await accessible(page, 'logo', '.panel');
  await page.getByRole('button', { name: 'Take it away' }).click();
  await page.getByRole('list', { name: 'Overlays' }).waitFor({ state: 'detached' });

  await tab(page, 'Scene');
  await page.getByText('Pictures and footage').click();
  await page.getByRole('button', { name: /^Lay .* over the scene/ }).click();
  await page.getByRole('list', { name: 'Overlays' }).getByText('first-light.jpg').waitFor();
  await kept(page);
  await page.keyboard.press('Control+z');
  await kept(page);

  await page.getByRole('button', { name: 'Variations of scene 1' }).click();
  await page.getByRole('img', { name: 'Variation 3' }).waitFor();
  await accessible(page, 'variations', 'dialog');
  await page.getByRole('button', { name: 'Variation 3' }).click();
  await kept(page);
  assert.equal(typeof (await ask('/scene-map')).scenes[0].seed, 'number');

  const { seed } = await ask('/scene-map');
  await page.getByRole('button', { name: 'Other plans' }).click();
  await picturesThere(page, '.plan-stills img');
  await accessible(page, 'plans', 'dialog');
  // The answer to what was asked for may be slower than the work: it must not take the page back to the beginning.
  let answered = (): void => undefined;
  const answer = new Promise<void>(told => {
    answered = told;
  });
  await page.route('**/plans/*', async (route, request) => {
    if (request.method() !== 'POST') return route.continue();
    const response = await route.fetch();
    await planned();
    await route.fulfill({ response });
    answered();
  });
  await listensAgain(page, () => page.getByRole('button', { name: 'Take plan 2' }).click());
  await answer;
  await page.evaluate(() => new Promise(next => requestAnimationFrame(() => requestAnimationFrame(next))));
  assert.equal(await page.locator('.veil').count(), 0);
  await page.unroute('**/plans/*');
  await planned();
  assert.notEqual((await ask('/scene-map')).seed, seed);
});

test('scenes are edited while the video is made; what it does not show yet is marked, on the timeline and beside', {
  skip: noBrowser,
  timeout: 300_000,
}, async () => {
  await page.getByRole('button', { name: 'Approve and render' }).click();
  await page.getByRole('heading', { name: 'Drawing' }).waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: /^Scene 2,/ }).click();
  await tab(page, 'Scene');
  await page.getByRole('textbox', { name: 'What is seen' }).fill('An ocean at night, moonlight');
  await kept(page);
  assert.equal((await ask('')).state, 'running', 'the edit was kept while the video was made');
  await page.getByText('1 scene not rendered yet').waitFor();
  await tab(page, 'Render');
  await rendered(page);
  await page.getByText('1 scene was changed since').waitFor();
  await page.getByRole('button', { name: /^Scene 2,.*not rendered yet/ }).waitFor();
  await accessible(page, 'behind');
  const before = (await ask('/takes')).edit.shots.map((shot: { take: string }) => shot.take);
  await page.getByRole('button', { name: 'Render what changed' }).click();
  await page.getByText('1 scene was changed since').waitFor({ state: 'detached' });
  await rendered(page);
  const shown = (await ask('/takes')).edit.shots.map((shot: { take: string }) => shot.take);
  assert.notEqual(shown[1], before[1]);
  assert.equal(shown[0], before[0]);
});

test('the storyboard shows the scene that is chosen elsewhere', { skip: noBrowser, timeout: 60_000 }, async () => {
  await page.setViewportSize({ width: 375, height: 720 });
  await page.getByRole('button', { name: 'Storyboard', exact: true }).click();
  for (const [key, name] of [
    ['End', 'last'],
    ['Home', 'first'],
  ]) {
    await page.locator('.scrub').focus();
    await page.keyboard.press(key);
    for (let i = 0; i < 12; i++) await page.keyboard.press(key === 'End' ? 'ArrowDown' : 'ArrowUp');
    const hidden = await page.locator('.still.chosen').evaluate(still => {
      const board = still.closest('.storyboard')!.getBoundingClientRect();
      const { top, bottom } = still.getBoundingClientRect();
      return top > board.bottom - 40 || bottom < board.top + 40;
    });
    assert.ok(!hidden, `the ${name} scene is seen`);
  }
});

test('on tablets and telephones nothing is cut off, and the page is as accessible', {
  skip: noBrowser,
  timeout: 120_000,
}, async () => {
  for (const size of [
    { width: 1024, height: 768 },
    { width: 820, height: 1180 },
    { width: 375, height: 720 },
  ]) {
    await page.setViewportSize(size);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} pixels too wide at ${size.width}`);
    for (const name of ['Scene', 'Deliver']) {
      await tab(page, name);
      await accessible(page, `${name} at ${size.width}`);
    }
  }
});
