import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import type { Shot } from '../src/generators/procedural/appearance.ts';
import { createCpuRenderer } from '../src/generators/procedural/cpu/cpu-renderer.ts';
import { createMusicalDrive } from '../src/generators/procedural/musical-drive.ts';
import { createShotFrames } from '../src/generators/procedural/shot-frames.ts';
import { decodeVideo, probeAudio, probeVideo, writeExcerpt } from '../src/media/index.ts';
import { analysisFrom } from '../src/studio/preview/music.ts';
import type { ShotPlan } from '../src/studio/preview/protocol.ts';
import { noBrowser, openBrowser, softwareGpu } from './browser.ts';
import { accessible, askStudio, type Bench, endStudio, idOf, kept, openBench, openPage, picturesThere, rendered, startStudioProcess, stillsThere, tab } from './studio.ts'; // biome-ignore format: a list

const example = fileURLToPath(new URL('../examples/first-light.m4a', import.meta.url));
let bench: Bench;
let track: string;
before(async () => {
  if (noBrowser) return;
  bench = await openBench();
  track = join(bench.folder, 'First light.wav');
  await writeExcerpt(example, 20, 16, track);
});
after(() => bench?.close());
// biome-ignore lint/suspicious/noExplicitAny: read by name
const ask = (path: string): Promise<any> => askStudio(bench.studio, path);
/** Whether the first scene's picture, as the browser keeps it, is what the studio draws of that scene now. */
const showsKeptScene = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    const shown = document.querySelector<HTMLImageElement>('.clip img')!.src;
    const bytes = async (address: string, cache: RequestCache): Promise<string> =>
      new Uint8Array(await (await fetch(address, { cache })).arrayBuffer()).join();
    return (await bytes(shown, 'force-cache')) === (await bytes(shown, 'reload'));
  });

test('a track is dropped, looked at, edited, rendered, drawn anew in part and delivered; a closed tab and a killed server lose nothing', {
  skip: noBrowser,
  timeout: 600_000,
}, async () => {
  let page = await openPage(bench.context, bench.studio.address);
  await page.getByRole('heading', { name: 'Drop a song' }).waitFor();
  assert.doesNotMatch(page.url(), /token/);
  await accessible(page, 'start');

  const bytes = readFileSync(track).toString('base64');
  const dropped = await page.evaluateHandle(data => {
    const bytes = Uint8Array.from(atob(data), character => character.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], 'First light.wav'));
    transfer.items.add(new File(['[00:01.00]first line\n[00:05.00]second line\n'], 'words.lrc'));
    return transfer;
  }, bytes);
  await page.dispatchEvent('.drop', 'drop', { dataTransfer: dropped });
  await stillsThere(page);
  const id = idOf(page);
  const production = join(bench.productions, id);
  await page.getByText('second line').first().waitFor();
  await accessible(page, 'storyboard');

  // The song plays, and the live picture follows.
  await page.getByRole('button', { name: 'Live picture' }).click();
  await page.keyboard.press('Space');
  await page.waitForFunction(
    () => Number(document.querySelector<HTMLCanvasElement>('.picture canvas')?.dataset.frame) > 12,
    null,
    { timeout: 60_000 },
  );
  await page.keyboard.press('k');
  await page.keyboard.press('Home');

  // Edits by mouse and keyboard, undone and redone.
  const scenes = async (): Promise<{ start_time: string; description: string }[]> =>
    (await ask(`/api/productions/${id}/scene-map`)).scenes;
  const before = await scenes();
  await page.getByRole('textbox', { name: 'What is seen' }).fill('A desert at dusk, slow');
  await kept(page);
  assert.equal((await scenes())[0].description, 'A desert at dusk, slow');
  await picturesThere(page, '.clip img');
  assert.ok(await showsKeptScene(page), 'the still shows the desert, not what was there before the edit');
  const border = page.getByRole('slider', { name: 'Move the start of scene 2' });
  await border.focus();
  await page.keyboard.press('ArrowRight');
  await kept(page);
  assert.notEqual((await scenes())[1].start_time, before[1].start_time);
  await page.getByRole('button', { name: 'Undo' }).click();
  await kept(page);
  assert.equal((await scenes())[1].start_time, before[1].start_time);
  await page.locator('.scrub').click({ position: { x: 60, y: 60 } });
  await page.keyboard.press('s');
  await kept(page);
  assert.equal((await scenes()).length, before.length + 1);
  await page.keyboard.press('Control+z');
  await kept(page);
  assert.equal((await scenes()).length, before.length);
  await page.keyboard.press('Control+Shift+z');
  await kept(page);
  assert.equal((await scenes()).length, before.length + 1);
  for (const name of ['Scene', 'Song', 'Look', 'Render', 'Deliver']) {
    await tab(page, name);
    await accessible(page, name, '.panel');
  }
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await accessible(page, 'settings', 'dialog');
  await page.keyboard.press('Escape');

  // In mid-render the tab is closed and the server killed.
  await page.getByRole('button', { name: 'Storyboard' }).click();
  await page.getByRole('button', { name: 'Approve and render' }).click();
  await page.locator('.landed video').first().waitFor({ timeout: 120_000 });
  await accessible(page, 'rendering', '.panel');
  await endStudio(bench.studio, 'SIGKILL');
  // What is edited while nobody answers is there again in the page of the next start.
  await tab(page, 'Scene');
  await page.getByRole('button', { name: 'Scene 1,' }).click();
  await page.getByRole('textbox', { name: 'What is seen' }).fill('Said while nobody listened');
  await page.getByText('The studio does not answer').waitFor();
  await page.close();
  const takesBefore = new Set(
    readdirSync(join(production, 'video.phosphene', 'takes')).filter(name => name.endsWith('.mp4')),
  );
  bench.studio = await startStudioProcess(bench.productions, {}, new URL(bench.studio.origin).port);
  page = await openPage(bench.context, bench.studio.address);
  await page
    .getByRole('button', { name: /First light/ })
    .first()
    .click();
  await page.waitForFunction(
    () => document.querySelector<HTMLTextAreaElement>('.panel textarea')?.value === 'Said while nobody listened',
  );
  await kept(page);
  assert.equal((await scenes())[0].description, 'Said while nobody listened');
  await page.getByRole('button', { name: 'Undo' }).click();
  await kept(page);
  await tab(page, 'Render');
  await rendered(page);
  const edit = async (): Promise<{ take: string }[]> => (await ask(`/api/productions/${id}/takes`)).edit.shots;
  const first = (await edit()).map(shot => shot.take);
  assert.ok(
    takesBefore.size > 0 && [...takesBefore].every(name => first.some(take => take.endsWith(name))),
    'finished takes were kept',
  );

  // One stretch is drawn anew; the rest is kept.
  await page.getByRole('button', { name: 'Scene 2,' }).click();
  await page.getByRole('button', { name: 'Draw the selected scene anew' }).click();
  await page.getByRole('heading', { name: 'The video is there' }).waitFor({ state: 'detached' });
  await rendered(page);
  const second = (await edit()).map(shot => shot.take);
  assert.notEqual(second[1], first[1]);
  assert.equal(second[0], first[0]);
  await accessible(page, 'rendered', '.panel');

  // The earlier take is chosen again: nothing is drawn.
  await tab(page, 'Scene');
  await page.locator('.take-list li:not(.in-video)').getByRole('button', { name: 'Choose' }).first().click();
  await kept(page);
  await page.getByRole('button', { name: 'Render', exact: true }).click();
  // The panel tells of the earlier video until the studio has heard, so the edit itself is waited for.
  const chosen = async (): Promise<boolean> =>
    isDeepStrictEqual(
      (await edit()).map(shot => shot.take),
      first,
    );
  for (let i = 0; i < 600 && !(await chosen()); i++) await new Promise(resolve => setTimeout(resolve, 100));
  assert.ok(await chosen(), 'the earlier take is in the video again');
  await rendered(page);

  // Deliver: the video and a poster leave through the page.
  await tab(page, 'Deliver');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'First light.mp4');
  const saved = join(bench.folder, 'saved.mp4');
  await download.saveAs(saved);
  const { width, height, frames } = await probeVideo(saved);
  assert.deepEqual([width, height], [320, 180]);
  const { duration } = await probeAudio(track);
  assert.equal(frames, Math.ceil(duration * 24 - 1e-6));
  let decoded = 0;
  for await (const _frame of decodeVideo(saved, { format: 'gray' })) decoded++;
  assert.equal(decoded, frames);
  assert.ok(Math.abs((await probeAudio(saved)).duration - duration) < 0.05);
  await page.getByRole('button', { name: 'Make Poster' }).click();
  await page.getByRole('link', { name: /\.jpg|\.png/ }).waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Make timelines' }).click();
  await page.getByRole('link', { name: /\.otio/ }).waitFor({ timeout: 60_000 });
  await accessible(page, 'delivered', '.panel');
  await page.close();
});

test('the page draws what a render draws: to the byte on cores, within rounding through WebGPU', {
  skip: noBrowser,
  timeout: 300_000,
}, async () => {
  const [{ id }] = await ask('/api/productions');
  // One scene comes in by a dissolve, which mixes two scenes.
  const address = `${bench.studio.origin}/api/productions/${id}/scene-map`;
  const headers = { authorization: `Bearer ${bench.studio.token}` };
  const kept = await fetch(address, { headers });
  const map = await kept.json();
  map.scenes[1].transition_type = 'dissolve';
  const put = {
    method: 'PUT',
    body: JSON.stringify(map),
    headers: { ...headers, 'if-match': kept.headers.get('etag')! },
  };
  assert.equal((await fetch(address, put)).status, 200);
  const plan = (await ask(`/api/productions/${id}/shots`)) as ShotPlan;
  const told = await ask(`/api/productions/${id}/analysis`);
  const curves = await (
    await fetch(`${bench.studio.origin}/api/productions/${id}/features`, {
      headers: { authorization: `Bearer ${bench.studio.token}` },
    })
  ).arrayBuffer();
  const size = { width: 256, height: 144 };
  const frames = plan.shots.slice(0, 3).map(shot => Math.floor((shot.firstFrame + shot.endFrame) / 2));
  assert.ok(plan.shots[1].join);
  frames[1] = plan.shots[1].firstFrame + 4;
  const expected: Uint8Array[] = [];
  const renderer = await createCpuRenderer(2);
  try {
    const drawer = createShotFrames({
      renderer,
      drive: createMusicalDrive(analysisFrom(told, curves)),
      native: size,
      output: size,
      frameRate: plan.frameRate,
      motionBlur: false,
      sceneSource: name => plan.sources[name],
    });
    for (const [i, frame] of frames.entries()) {
      const planes = new Uint8Array((size.width * size.height * 3) / 2);
      await drawer.draw(plan.shots[i] as unknown as Shot, frame, planes);
      expected.push(planes);
    }
  } finally {
    await renderer.close();
  }
  const withGpu = await openBrowser(softwareGpu);
  try {
    for (const [kind, from] of [
      ['cpu', bench.browser],
      ['gpu', withGpu],
    ] as const) {
      const page = await from.newPage();
      await page.goto(bench.studio.address);
      await page.goto(`${bench.studio.origin}/?renderer=${kind}#/${id}`);
      await page.getByRole('button', { name: 'Live picture' }).click();
      await page.waitForFunction(
        () => document.querySelector<HTMLCanvasElement>('.picture canvas')?.dataset.frame !== undefined,
        null,
        { timeout: 120_000 },
      );
      for (const [i, frame] of frames.entries()) {
        const drawn = Uint8Array.from(
          await page.evaluate(
            async ([at, picture]) => {
              const { phosphene } = globalThis as unknown as {
                phosphene: { planesOf(frame: number, size: object): Promise<Uint8Array> };
              };
              return Array.from(await phosphene.planesOf(at as number, picture as object));
            },
            [frame, size] as const,
          ),
        );
        assert.equal(drawn.length, expected[i].length);
        let sum = 0;
        let worst = 0;
        for (const [k, value] of expected[i].entries()) {
          const difference = Math.abs(value - drawn[k]);
          sum += difference;
          worst = Math.max(worst, difference);
        }
        if (kind === 'cpu') assert.equal(worst, 0, `frame ${frame} differs by up to ${worst} code values`);
        else
          assert.ok(
            sum / drawn.length < 0.5,
            `frame ${frame} through WebGPU: ${sum / drawn.length} code values on average`,
          );
      }
      await page.close();
    }
  } finally {
    await withGpu.close();
  }
});

test('a browser that cannot draw is shown frames that the studio draws, with a note that says so', {
  skip: noBrowser,
  timeout: 120_000,
}, async () => {
  const [{ id }] = await ask('/api/productions');
  const page = await openPage(bench.context, `${bench.studio.origin}/?renderer=server#/${id}`);
  await page.getByRole('button', { name: 'Live picture' }).click();
  await page.getByText('drawn by the studio, since this browser has neither').waitFor();
  await page.keyboard.press('End');
  const { frames } = await ask(`/api/productions/${id}/shots`);
  await page.waitForFunction(
    last => Number(document.querySelector<HTMLCanvasElement>('.picture canvas')?.dataset.frame) === last,
    frames - 1,
  );
  await page.keyboard.press('Home');
  await page.keyboard.press(' ');
  await page.waitForFunction(
    () => Number(document.querySelector<HTMLCanvasElement>('.picture canvas')?.dataset.frame) > 12,
    null,
    { timeout: 60_000 },
  );
  const answer = await fetch(`${bench.studio.origin}/api/productions/${id}/frames/${frames}`, {
    headers: { authorization: `Bearer ${bench.studio.token}` },
  });
  assert.equal(answer.status, 404);
  await page.close();
});

test('an edit is kept also where the production is left at once', { skip: noBrowser, timeout: 120_000 }, async () => {
  const [{ id }] = await ask('/api/productions');
  const scenes = async (): Promise<{ locked?: boolean }[]> => (await ask(`/api/productions/${id}/scene-map`)).scenes;
  const planned = await scenes();
  // As another version kept it, which heard something else: the song is heard again, the scenes are as they were.
  const analysis = join(bench.productions, id, 'video.phosphene', 'analysis.json');
  writeFileSync(analysis, readFileSync(analysis, 'utf8').replace(/"form": \d+/, '"form": 0'));
  const page = await openPage(bench.context, `${bench.studio.origin}/#/${id}`);
  await stillsThere(page);
  assert.deepEqual(await scenes(), planned);
  const before = planned.length;
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  // In one go, so that the edit has no time to be kept while the production is open.
  await page.evaluate(() => {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 's', code: 'KeyS', bubbles: true }));
    location.hash = '#/';
  });
  await page.getByRole('heading', { name: 'Drop a song' }).waitFor();
  for (let tries = 0; (await scenes()).length === before && tries < 50; tries++)
    await new Promise(resolve => setTimeout(resolve, 100));
  assert.equal((await scenes()).length, before + 1);
  await page.close();
});

test('an edit that the studio did not hear is sent again', { skip: noBrowser, timeout: 120_000 }, async () => {
  const [{ id }] = await ask('/api/productions');
  const count = async (): Promise<number> => (await ask(`/api/productions/${id}/scene-map`)).scenes.length;
  const page = await openPage(bench.context, `${bench.studio.origin}/#/${id}`);
  await stillsThere(page);
  const before = await count();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await bench.context.setOffline(true);
  await page.keyboard.press('m');
  await page.getByText('The studio does not answer').waitFor();
  assert.equal(await page.locator('.saved').textContent(), 'Keeping…');
  assert.equal(await count(), before);
  await bench.context.setOffline(false);
  await page.getByText('All changes kept').waitFor();
  assert.equal(await count(), before - 1);
  // The production is left and opened again while nobody answers: the edit is made again once somebody does.
  await bench.context.setOffline(true);
  await page.keyboard.press('Control+z');
  await page.evaluate(() => void (location.hash = '#/'));
  await page.getByRole('heading', { name: 'Drop a song' }).waitFor();
  await page.evaluate(address => void (location.hash = address), `#/${id}`);
  await page.getByText('The scenes could not be opened').waitFor();
  await bench.context.setOffline(false);
  for (let tries = 0; (await count()) < before && tries < 200; tries++)
    await new Promise(resolve => setTimeout(resolve, 100));
  assert.equal(await count(), before);
  await page.close();
});
