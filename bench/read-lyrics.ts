/**
 * How many words a text recogniser reads back from each look: `node bench/read-lyrics.ts [look...] [--pictures
 * FOLDER]`. Needs the program `tesseract` (Debian: tesseract-ocr). Words are set at 1080p over a bright, a dark and a
 * busy scene and read from still frames in which the whole line stands (where words are shown one by one, from a frame
 * of each). As subtitle readers do, each still is first parted at a level of light, halfway between the letters and the
 * brightest that is left behind them, and is read whole, at half and at a quarter of its size: tesseract is made for
 * letters 20 to 60 pixels tall.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { completeTimes, parseLyrics } from '../src/finishing/lyrics/index.ts';
import {
  createLetteringPainter,
  type LyricLook,
  letter,
  lyricLooks,
  writeFonts,
} from '../src/finishing/titles/index.ts';
import { brightestBehindText } from '../src/finishing/titles/legibility.ts';
import { createCpuRenderer } from '../src/generators/procedural/cpu/cpu-renderer.ts';
import { sceneSource } from '../src/generators/procedural/scene-library.ts';
import { createShotFrames } from '../src/generators/procedural/shot-frames.ts';
import { encodeImage } from '../src/media/index.ts';
import { rgbFromNv12 } from '../src/workflow/drawing/rgb-from-nv12.ts';
import { shotOf, testDrive } from '../test/pictures.ts';

const run = promisify(execFile);
const { values, positionals } = parseArgs({ allowPositionals: true, options: { pictures: { type: 'string' } } });
const lines = [
  'Silver rain is falling down',
  'Hold on until the morning light',
  'Every river finds the ocean',
  'Nothing moves except the shadows',
  'Over mountains under water',
  'Tell me where the evening goes',
];
const size = { width: 1920, height: 1080 };
const stamp = (seconds: number): string => `[00:${seconds.toFixed(2).padStart(5, '0')}]`;
const song = lines.map((line, i) => `${stamp(1 + i * 4)}${line}\n${stamp(4.2 + i * 4)}`).join('\n');
const timed = completeTimes(parseLyrics(song, 'bench.lrc', 'lrc'), 30);

/** Bright, dark, busy. */
const scenes = ['aerial-dawn', 'starfield', 'kaleidoscope'];
const renderer = await createCpuRenderer(2);
const native = { width: 640, height: 360 };
const frames = createShotFrames({
  renderer,
  drive: testDrive,
  native,
  output: size,
  frameRate: 24,
  motionBlur: false,
  sceneSource,
});
const backgrounds: Uint8Array[] = [];
for (const scene of scenes) {
  const picture = new Uint8Array(new SharedArrayBuffer((size.width * size.height * 3) / 2));
  await frames.draw(shotOf(scene), 60, picture);
  backgrounds.push(new Uint8Array(picture));
}
await renderer.close();

const folder = mkdtempSync(join(tmpdir(), 'phosphene-read-'));
if (values.pictures) mkdirSync(values.pictures, { recursive: true });
const plain = (text: string): string[] => text.toLowerCase().match(/[a-z]+/g) ?? [];

/** Code value between the letters, which are light, and what the shade leaves behind them. */
const level = 16 + 219 * ((1 + brightestBehindText) / 2) - 8;

/** A picture parted at the level, dark letters on light, `step` times smaller. */
function parted(picture: Uint8Array, step: number): { width: number; height: number; rgb: Uint8Array } {
  const [width, height] = [size.width / step, size.height / step];
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let light = 0;
      for (let dy = 0; dy < step; dy++)
        for (let dx = 0; dx < step; dx++) if (picture[(y * step + dy) * size.width + x * step + dx] > level) light++;
      rgb.fill(255 - (255 * light) / step ** 2, (y * width + x) * 3, (y * width + x) * 3 + 3);
    }
  return { width, height, rgb };
}

async function read(picture: Uint8Array, name: string, words: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const step of [1, 2, 4]) {
    if (words.every(word => found.has(word))) break;
    const { width, height, rgb } = parted(picture, step);
    const path = join(folder, `${name}.png`);
    writeFileSync(path, await encodeImage(width, height, rgb, 'png'));
    const { stdout } = await run('tesseract', [path, '-', '--psm', '11'], {
      env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    });
    for (const word of plain(stdout)) found.add(word);
  }
  return found;
}

let failed = false;
for (const look of (positionals.length > 0 ? positionals : lyricLooks) as LyricLook[]) {
  const lettering = letter({
    lines: timed,
    look,
    cards: [],
    ...size,
    frameRate: 24,
    direction: 'ltr',
    accent: '#ffd166',
    beats: [],
    duration: 30,
  });
  writeFonts(lettering, join(folder, 'fonts'));
  const video = { ...size, frameRate: { numerator: 24, denominator: 1 }, first: 0, end: 720 };
  const painter = await createLetteringPainter(lettering, folder, look, video);
  const counts = scenes.map(() => ({ read: 0, all: 0, missed: [] as string[] }));
  for (const [i, line] of timed.entries()) {
    // Words that are shown one by one are read one by one.
    const groups =
      look === 'big-type'
        ? line.words.map(word => ({ text: word.text, time: (word.start + word.end) / 2 }))
        : [{ text: lines[i], time: line.end + 0.05 }];
    for (const [g, { text, time }] of groups.entries()) {
      for (const [s, scene] of scenes.entries()) {
        const picture = new Uint8Array(backgrounds[s]);
        await painter!.paint(Math.round(time * 24), picture);
        if (values.pictures && i < 2 && g === groups.length - 1)
          writeFileSync(
            join(values.pictures, `${look}-${scene}-${i}.jpg`),
            await encodeImage(size.width, size.height, rgbFromNv12(picture, size), 'jpeg'),
          );
        const words = plain(text);
        const seen = await read(picture, `${look}-${s}`, words);
        counts[s].all += words.length;
        counts[s].read += words.filter(word => seen.has(word)).length;
        counts[s].missed.push(...words.filter(word => !seen.has(word)));
      }
    }
  }
  painter?.close();
  const percent = (part: number, all: number): string => `${((100 * part) / all).toFixed(0)}%`;
  const [part, all] = [counts.reduce((n, c) => n + c.read, 0), counts.reduce((n, c) => n + c.all, 0)];
  failed ||= part < 0.95 * all;
  const apart = counts.map((count, s) => `${scenes[s]} ${percent(count.read, count.all)}`).join(', ');
  const missed = counts.flatMap(count => count.missed);
  process.stdout.write(
    `${look.padEnd(12)} ${part} of ${all} words read, ${percent(part, all)} (${apart})${missed.length > 0 ? `; missed: ${missed.join(' ')}` : ''}\n`,
  );
}
rmSync(folder, { recursive: true });
process.exitCode = failed ? 1 : 0;
