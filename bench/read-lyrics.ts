/**
 * How many words a text recogniser reads back from each look: `node bench/read-lyrics.ts <video>`. Needs the program `tesseract` (Debian: tesseract-ocr).
 * The words are set over the frames of a video at 1080p and read from still frames in which the whole line stands.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { completeTimes, parseLyrics } from '../src/finishing/lyrics/index.ts';
import { createLetteringPainter, letter, lyricLooks, writeFonts } from '../src/finishing/titles/index.ts';
import { decodeVideo, encodeImage } from '../src/media/index.ts';

const lines = [
  'Silver rain is falling down',
  'Hold on until the morning light',
  'Every river finds the ocean',
  'Nothing moves except the shadows',
  'Over mountains under water',
  'Tell me where the evening goes',
];
const [width, height] = [1920, 1080];
const song = lines.map((line, i) => `[00:${String(1 + i * 4).padStart(2, '0')}.00]${line}`).join('\n');
const timed = completeTimes(parseLyrics(`${song}\n[00:25.00]`, 'bench.lrc', 'lrc'), 30);
const backgrounds: Uint8Array[] = [];
for await (const { data } of decodeVideo(process.argv[2], { format: 'nv12', width, height, frames: [2, 20] }))
  backgrounds.push(data);
const folder = mkdtempSync(join(tmpdir(), 'phosphene-read-'));
const plain = (text: string): string[] => text.toLowerCase().match(/[a-z]+/g) ?? [];

for (const look of lyricLooks) {
  const lettering = letter({
    lines: timed,
    look,
    cards: [],
    width,
    height,
    frameRate: 24,
    direction: 'ltr',
    accent: '#ffd166',
    beats: [],
    duration: 30,
  });
  writeFonts(lettering, join(folder, 'fonts'));
  const video = { width, height, frameRate: { numerator: 24, denominator: 1 }, first: 0, end: 720 };
  const painter = await createLetteringPainter(lettering, folder, look, video);
  let read = 0;
  let all = 0;
  for (const [i, line] of timed.entries()) {
    // Words that are shown one by one are read one by one.
    const groups = look === 'big-type' ? line.words.map(word => ({ text: word.text, time: (word.start + word.end) / 2 })) : [{ text: lines[i], time: line.end - 0.2 }]; // biome-ignore format: one line
    for (const { text, time } of groups) {
      const picture = new Uint8Array(backgrounds[i % backgrounds.length]);
      await painter!.paint(Math.round(time * 24), picture);
      // The recogniser is given light and shade alone, dark letters on light.
      const rgb = new Uint8Array(width * height * 3);
      for (let p = 0; p < width * height; p++) rgb.fill(255 - picture[p], p * 3, p * 3 + 3);
      const path = join(folder, 'frame.png');
      writeFileSync(path, await encodeImage(width, height, rgb, 'png'));
      const heard = new Set(
        plain(
          execFileSync('tesseract', [path, '-', '--psm', '11'], {
            encoding: 'utf8',
            stdio: ['ignore', 'pipe', 'ignore'],
          }),
        ),
      );
      const words = plain(text);
      all += words.length;
      read += words.filter(word => heard.has(word)).length;
    }
  }
  painter?.close();
  process.stdout.write(`${look.padEnd(12)} ${read} of ${all} words read, ${((100 * read) / all).toFixed(0)}%\n`);
}
rmSync(folder, { recursive: true });
