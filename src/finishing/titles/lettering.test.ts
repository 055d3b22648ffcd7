import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { parseLyrics } from '../lyrics/read-lyrics.ts';
import { completeTimes } from '../lyrics/timing.ts';
import { fontRuns } from './fonts.ts';
import { brightestBehindText, contrast, shadeBox } from './legibility.ts';
import { createLetteringPainter, type Lettering, letter, letteringWithin, writeFonts } from './lettering.ts';
import { type LyricLook, lyricLooks } from './looks.ts';
import { layOut } from './text-layout.ts';

const size = { width: 640, height: 360 };
const song = `[00:01.00]<00:01.00>Silver <00:01.47>rain <00:02.01>is <00:02.33>falling <00:02.90>down <00:03.60>
[00:05.00]<00:05.00>Hold <00:05.51>on <00:06.20>`;

function lettered(look: LyricLook, text = song, picture = size): Lettering {
  const lyrics = parseLyrics(text, 'song.lrc', 'lrc');
  const lines = completeTimes(lyrics, 10);
  const { direction } = lyrics;
  return letter({
    lines,
    look,
    cards: [],
    ...picture,
    frameRate: 24,
    direction,
    accent: '#ffd166',
    beats: [],
    duration: 10,
  });
}

async function painted(
  t: { after(clean: () => void): void },
  lettering: Lettering,
  frames: readonly number[],
  grey = 60,
): Promise<Uint8Array[]> {
  const folder = mkdtempSync(join(tmpdir(), 'phosphene-text-'));
  writeFonts(lettering, join(folder, 'fonts'));
  const painter = await createLetteringPainter(lettering, folder, 'test', {
    ...size,
    frameRate: { numerator: 24, denominator: 1 },
    first: 0,
    end: 240,
  });
  assert.ok(painter);
  t.after(() => {
    painter.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const found: Uint8Array[] = [];
  for (const frame of frames) {
    const picture = new Uint8Array((size.width * size.height * 3) / 2).fill(128);
    picture.fill(grey, 0, size.width * size.height);
    await painter.paint(frame, picture);
    found.push(picture);
  }
  return found;
}

const bright = (picture: Uint8Array): number =>
  picture.subarray(0, size.width * size.height).reduce((sum, luma) => sum + (luma > 150 ? 1 : 0), 0);

for (const look of lyricLooks) {
  test(`${look}: words come within one frame of their times, and go`, async t => {
    const lettering = lettered(look);
    assert.deepEqual(lettering.missing, []);
    const words =
      look === 'karaoke' ? [] : ['subtitle', 'credits'].includes(look) ? [1, 5] : [1, 1.47, 2.01, 2.33, 2.9, 5, 5.51];
    for (const time of words) {
      const frame = Math.round(time * 24);
      const [before, now, next] = (await painted(t, lettering, [frame - 1, frame, frame + 1])).map(bright);
      const changed =
        look === 'big-type' ? Math.abs(now - before) + Math.abs(next - now) : Math.max(now, next) - before;
      assert.ok(changed > 10, `${time} s: ${before}, ${now}, ${next} bright pixels around frame ${frame}`);
    }
    const [silent] = await painted(t, lettering, [230]);
    assert.equal(bright(silent), 0, 'nothing is left at the end');
  });
}

test('karaoke: the sweep reaches each word on its frame', async t => {
  const lettering = lettered('karaoke');
  // What is sung is yellow: its blue difference is low.
  const yellow = (picture: Uint8Array): number => {
    let count = 0;
    for (let i = size.width * size.height; i < picture.length; i += 2) if (picture[i] < 100) count++;
    return count;
  };
  for (const time of [1, 1.47, 2.01, 2.33, 2.9]) {
    const frame = Math.round(time * 24);
    const counts = (await painted(t, lettering, [frame - 1, frame + 1, frame + 4])).map(yellow);
    assert.ok(counts[2] > counts[0], `${time} s: ${counts}`);
  }
  const [before] = await painted(t, lettering, [23]);
  assert.equal(yellow(before), 0, 'nothing is sung before the first word');
});

test('every script is drawn with a font of ours', async t => {
  const texts = [
    'Zażółć gęślą jaźń',
    'Ночь, улица',
    '君のことが好きだった',
    '月亮代表我的心',
    '너를 기다려',
    'قلبي معك يا قمر',
    'שלום לך',
    'तुम ही हो',
    'สวัสดี',
    'Ωραία',
    'Love 💙🎵',
  ];
  for (const text of texts) {
    const lettering = lettered('subtitle', `[00:01.00]${text}\n[00:04.00]`);
    assert.deepEqual(lettering.missing, [], text);
    const [picture] = await painted(t, lettering, [48]);
    assert.ok(bright(picture) > 150, `${text}: ${bright(picture)} bright pixels`);
  }
  assert.deepEqual(
    fontRuns('a\u{13000}b', 'sans').missing,
    ['\u{13000}'],
    'hieroglyphs have no font, and that is told',
  );
});

test('text stays within the safe part of every shape', () => {
  for (const picture of [
    { width: 1920, height: 1080 },
    { width: 1080, height: 1920 },
    { width: 1080, height: 1080 },
    { width: 1080, height: 1350 },
  ]) {
    for (const look of lyricLooks) {
      const long =
        '[00:01.00]Unbelievably long winding sentences keep on running over every border that anybody ever drew\n[00:04.00]';
      for (const box of lettered(look, long, picture).boxes) {
        const place = `${look} ${picture.width}x${picture.height}: ${JSON.stringify(box)}`;
        assert.ok(box.left >= picture.width * 0.05 - 1 && box.right <= picture.width * 0.95 + 1, place);
        assert.ok(box.top >= picture.height * 0.05 - 1 && box.bottom <= picture.height * 0.95 + 1, place);
      }
    }
  }
});

test('rows break after phrases and do not end with small words', () => {
  const [line] = completeTimes(
    parseLyrics('[00:01.00]Hold on until the morning, silver rain is falling on the town', 'x.lrc', 'lrc'),
    20,
  );
  const { rows } = layOut(line.words, {
    face: 'sans',
    em: 60,
    width: 1100,
    maxRows: 2,
    x: 0,
    align: 'centre',
    direction: 'ltr',
  });
  assert.deepEqual(
    rows.map(row => row.words.map(word => word.text).join(' ')),
    ['Hold on until the morning,', 'silver rain is falling on the town'],
  );
});

test('white stands on any picture with a contrast of 4.5 at least; dark pictures stay', () => {
  const [width, height] = [64, 64];
  const box = { left: 0, right: width, top: 0, bottom: height, start: 0, end: 1 };
  const shaded = (luma: number): number => {
    const picture = new Uint8Array((width * height * 3) / 2).fill(luma);
    shadeBox(picture, width, height, box, 1);
    return picture[32 * width + 32];
  };
  for (const luma of [16, 60, 100, 180, 235, 255])
    assert.ok(contrast(1, (shaded(luma) - 16) / 219) >= 4.5, `${luma} becomes ${shaded(luma)}`);
  assert.ok(contrast(0.85, brightestBehindText) >= 4.5, 'accents too');
  assert.ok(Math.abs(shaded(40) - 40) <= 1);
});

test('a stretch of the video depends on the text within it alone', () => {
  const a = lettered('subtitle');
  const b = lettered('subtitle', song.replace('Hold', 'Held'));
  assert.deepEqual(letteringWithin(a, 0, 3), letteringWithin(b, 0, 3));
  assert.notDeepEqual(letteringWithin(a, 4, 6), letteringWithin(b, 4, 6));
});
