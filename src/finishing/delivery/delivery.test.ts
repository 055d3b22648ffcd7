import assert from 'node:assert/strict';
import test from 'node:test';
import { bareTrack, song } from '../../scene-map/test-fixtures.ts';
import {
  bestShort,
  captionsWithin,
  checkDelivery,
  loopStretch,
  loopWithin,
  measurePicture,
  mixInto,
  planLoop,
  printSrt,
  printVtt,
  strongestPicture,
  videoPresets,
} from './index.ts';

test('shorts of 15, 30 and 60 seconds begin and end on bars and hold the strongest part', () => {
  const analysis = song({});
  const bars = new Set(analysis.downbeats.map(({ time }) => time.toFixed(3)));
  const strongest = Math.max(...analysis.sections.map(s => s.energy));
  for (const seconds of [15, 30, 60]) {
    const { start, end } = bestShort(analysis, seconds);
    assert.ok(end - start <= seconds + 1e-6 && end - start > seconds - 3, `${end - start} s`);
    for (const edge of [start, end]) assert.ok(bars.has(edge.toFixed(3)), `${edge} is a downbeat`);
    assert.ok(analysis.sections.some(s => s.energy === strongest && s.start < end && s.end > start));
  }
});

test('of a video of a part of the track, shorts and loops lie within that part', () => {
  const analysis = song({});
  const bars = new Set(analysis.downbeats.map(({ time }) => time.toFixed(3)));
  for (const within of [
    { start: 10, end: 32.5 },
    { start: 41.3, end: 60 },
  ]) {
    const short = bestShort(analysis, 15, within);
    assert.ok(short.start >= within.start - 1e-3 && short.end <= within.end + 1e-3, `${short.start} to ${short.end}`);
    assert.ok(short.end - short.start > 12 && short.end - short.start <= 15 + 1e-6);
    assert.deepEqual(bestShort(analysis, 30, within), within);
    const loop = loopWithin(analysis, { start: within.start, end: within.start + 7 })!;
    assert.ok(loop.start >= within.start - 1e-3 && loop.end <= within.start + 7 + 1e-3);
    assert.ok(loop.end - loop.start >= 3 && [loop.start, loop.end].every(edge => bars.has(edge.toFixed(3))));
  }
  assert.equal(loopWithin(analysis, { start: 10, end: 12.9 }), undefined);
});

test('loops are whole bars of 3 to 8 seconds, and 4 seconds where there are no bars', () => {
  const analysis = song({});
  const { start, end } = loopStretch(analysis, { start: 0, end: analysis.duration })!;
  assert.ok(end - start >= 3 && end - start <= 8);
  const bars = new Set(analysis.downbeats.map(({ time }) => time.toFixed(3)));
  assert.ok(bars.has(start.toFixed(3)) && bars.has(end.toFixed(3)));
  const bare = loopStretch(bareTrack(60), { start: 0, end: 60 })!;
  assert.ok(Math.abs(bare.end - bare.start - 4) < 1e-6);
  assert.equal(loopStretch(bareTrack(2), { start: 0, end: 2 }), undefined);
  for (const within of [
    { start: 1.3, end: 9 },
    { start: 12, end: 15.5 },
  ]) {
    const part = loopStretch(analysis, within)!;
    assert.ok(part.start >= within.start && part.end <= within.end && part.end - part.start >= 3);
  }
});

test('a loop over moving pictures closes: the step over its seam is as small as the others', () => {
  // A film whose every picture is one step brighter: cut as a loop it would jump back by 40 steps.
  const [lead, length] = [12, 40];
  const film = (frame: number): Uint8Array => new Uint8Array(16).fill(50 + 2 * frame);
  const shown = planLoop(lead, length).map(({ frame, blend }) => {
    const picture = film(frame);
    if (blend) mixInto(picture, film(blend.frame), blend.amount);
    return picture[0];
  });
  const steps = shown.slice(1).map((value, i) => Math.abs(value - shown[i]));
  assert.ok(Math.abs(shown[0] - shown[length - 1]) <= Math.max(...steps), shown.join(' '));
  assert.ok(Math.abs(shown[0] - shown[length - 1]) <= 6);
  assert.equal(shown[0], 50 + 2 * lead);
  assert.throws(() => planLoop(10, 10), RangeError);
});

test('each limit of a platform is held against the file', () => {
  const { limits } = videoPresets['spotify-canvas'];
  const good = {
    path: 'a.mp4',
    bytes: 5e6,
    width: 720,
    height: 1280,
    frameRate: 24,
    duration: 6,
    codecName: 'h264',
    bitRate: 6e6,
    hasSound: false,
  };
  assert.deepEqual(checkDelivery(good, limits), []);
  const bad: [object, RegExp][] = [
    [{ bytes: 12e6 }, /size is 12 MB/],
    [{ duration: 9 }, /length is 9 s; 3 to 8/],
    [{ width: 1280, height: 720 }, /shape/],
    [{ hasSound: true }, /sound/],
    [{ codecName: 'av1' }, /codec is av1/],
    [{ path: 'a.mov' }, /is a \.mov/],
    [{ frameRate: 12 }, /frame rate is 12/],
    [{ height: 640, width: 360 }, /height is 640/],
  ];
  for (const [change, message] of bad) assert.match(checkDelivery({ ...good, ...change }, limits).join(' '), message);
  assert.match(
    checkDelivery({ ...good, bitRate: 30e6 }, videoPresets.reels.limits).join(' '),
    /bit rate is 30.*There is no sound/,
  );
});

test('the poster is sharp and colourful rather than flat, grey or dark', () => {
  const [width, height] = [64, 48];
  const picture = (colour: (x: number, y: number) => [number, number, number]) => {
    const rgb = new Uint8Array(width * height * 3);
    for (let i = 0; i < width * height; i++) rgb.set(colour(i % width, Math.floor(i / width)), i * 3);
    return { ...measurePicture(rgb, width, height), energy: 0.5 };
  };
  const grey = picture(() => [120, 120, 120]);
  assert.deepEqual([grey.sharpness, grey.colourfulness], [0, 0]);
  const dark = picture((x, y) => (((x >> 2) + (y >> 2)) % 2 ? [20, 0, 0] : [0, 0, 12]));
  const soft = picture(x => [x * 3, 128, 200 - x * 3]);
  const vivid = picture((x, y) => (((x >> 2) + (y >> 2)) % 2 ? [230, 40, 60] : [20, 120, 220]));
  assert.equal(strongestPicture([grey, dark, soft, vivid]), 3);
});

test('captions keep to the clock of the stretch and to one line after another', () => {
  const lines = [
    { start: 1, end: 2, text: 'before' },
    { start: 9.5, end: 11.25, text: 'un & <deux>\n\ntrois' },
    { start: 3599, end: 3723.0004, text: '日本' },
  ];
  const captions = captionsWithin(lines, 10, 4000);
  assert.equal(
    printSrt(captions),
    '1\n00:00:00,000 --> 00:00:01,250\nun & <deux>\ntrois\n\n2\n00:59:49,000 --> 01:01:53,000\n日本\n',
  );
  assert.match(printVtt(captions), /^WEBVTT\n\n00:00:00\.000 --> 00:00:01\.250\nun &amp; &lt;deux&gt;\ntrois\n\n/);
});
