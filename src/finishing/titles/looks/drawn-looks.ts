import { assColour, ms, px, runsText, snapToFrame, type TextEvent } from '../ass-events.ts';
import type { FontPiece } from '../fonts.ts';
import { boxOf, edge, type Look, rowText, setLine } from './set-line.ts';

export const handwriting: Look = (line, context) => {
  const { frameRate, width, height, direction } = context;
  const set = setLine(line.words, context, { face: 'hand', size: 0.15, y: 0.6, anchor: 'middle', share: 0.84 });
  const pieces = new Set<FontPiece>();
  const first = snapToFrame(line.words[0].start, frameRate);
  const end = snapToFrame(context.until, frameRate);
  const events = set.rows.map((row, r): TextEvent => {
    const start = snapToFrame(row.words[0].word.start, frameRate);
    const [top, bottom] = [set.middles[r] - set.em * 0.9, set.middles[r] + set.em * 0.9].map(y =>
      Math.round(Math.min(height, Math.max(0, y))),
    );
    const clip = (edgeX: number): string =>
      direction === 'rtl'
        ? `\\clip(${Math.round(edgeX)},${top},${width},${bottom})`
        : `\\clip(0,${top},${Math.round(edgeX)},${bottom})`;
    const sign = direction === 'rtl' ? -1 : 1;
    // The pen starts a little within the first letter, so that the word is seen to begin when it is sung.
    const begin = row.words[0].x - sign * (row.words[0].width / 2 - set.em * 0.16);
    let tags = clip(begin);
    for (const [i, { word, x, width: wordWidth }] of row.words.entries()) {
      const from = word.start - start;
      if (i > 0)
        tags += `\\t(${ms(snapToFrame(word.start, frameRate) - start - 0.001)},${ms(snapToFrame(word.start, frameRate) - start)},${clip(x - sign * (wordWidth / 2 - set.em * 0.16))})`;
      // Written a little faster than sung, so that the whole line stands for a moment before it goes.
      const to = from + Math.max(0.05, Math.min(0.6, (word.end - word.start) * 0.65));
      // The last letter may lean out of its row.
      const beyond = i === row.words.length - 1 ? 0.5 : 0.12;
      tags += `\\t(${ms(from)},${ms(to)},${clip(x + sign * (wordWidth / 2 + set.em * beyond))})`;
    }
    return {
      start,
      end: Math.max(end, start + 0.1),
      layer: 0,
      text: `{\\an5\\pos(${px(width / 2)},${px(set.middles[r])})${edge(set.em, 0.04, 0.03)}${tags}\\fad(0,180)}${rowText(set, r, pieces)}`,
    };
  });
  return { events, boxes: [boxOf(set, first, end)], pieces, missing: set.missing };
};

export const neon: Look = (line, context) => {
  const { frameRate, accent } = context;
  const set = setLine(line.words, context, {
    face: 'sans',
    size: 0.095,
    y: 0.55,
    anchor: 'middle',
    spacing: 0.02,
    wordSpacing: 0.32,
  });
  const pieces = new Set<FontPiece>();
  const end = snapToFrame(context.until, frameRate);
  const events = set.rows.flatMap((row, r) =>
    row.words.flatMap(({ word, runs, x }): TextEvent[] => {
      const start = snapToFrame(word.start, frameRate);
      const place = `\\an5\\pos(${px(x)},${px(set.middles[r])})\\shad0`;
      // A tube that starts: on, off for a moment, on.
      const flicker = `\\t(60,70,\\alpha&HB0&)\\t(110,120,\\alpha&H00&)\\fad(0,180)`;
      const text = runsText(runs, set.em, pieces);
      const last = Math.max(end, start + 0.1);
      const halo = `{${place}\\1a&HFF&\\3c${assColour(accent)}\\bord${px(set.em * 0.1)}\\3a&H88&\\blur${px(set.em * 0.15)}\\fad(0,180)}`;
      const tube = `{${place}\\1c&HFFFFFF&\\3c${assColour(accent)}\\bord${px(set.em * 0.012)}\\blur${px(set.em * 0.012)}${flicker}}`;
      return [
        { start, end: last, layer: 0, text: halo + text },
        { start, end: last, layer: 1, text: tube + text },
      ];
    }),
  );
  return {
    events,
    boxes: [boxOf(set, snapToFrame(line.words[0].start, frameRate), end)],
    pieces,
    missing: set.missing,
  };
};
