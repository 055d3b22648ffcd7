import { px, runsText, snapToFrame, type TextEvent } from '../ass-events.ts';
import type { FontPiece } from '../fonts.ts';
import { boxOf, edge, fade, type Look, rowText, setLine } from './set-line.ts';

export const subtitle: Look = (line, context) => {
  const set = setLine(line.words, context, { face: 'sans', size: 0.056, y: 0.92 });
  const pieces = new Set<FontPiece>();
  const start = snapToFrame(line.start, context.frameRate);
  const end = snapToFrame(context.until, context.frameRate);
  const events = set.rows.map((_, i) => ({
    start,
    end,
    layer: 0,
    text: `{\\an5\\pos(${px(context.width / 2)},${px(set.middles[i])})${edge(set.em, 0.045)}${fade(start, end, 0.04, 0.12)}}${rowText(set, i, pieces)}`,
  }));
  return { events, boxes: [boxOf(set, start, end)], pieces, missing: set.missing };
};

export const credits: Look = (line, context) => {
  const { frameRate, width, height } = context;
  const set = setLine(line.words, context, {
    face: 'sans-medium',
    size: 0.052,
    y: 0.5,
    anchor: 'middle',
    upperCase: true,
    spacing: 0.1,
    share: 0.76,
  });
  const pieces = new Set<FontPiece>();
  const start = snapToFrame(line.start, frameRate);
  const end = snapToFrame(context.until, frameRate);
  const drift = height * 0.012;
  const spacing = px(set.em * 0.1);
  const events = set.rows.map(
    (_, r): TextEvent => ({
      start,
      end,
      layer: 0,
      text: `{\\an5\\move(${px(width / 2)},${px(set.middles[r] + drift)},${px(width / 2)},${px(set.middles[r] - drift)})\\fsp${spacing}${edge(set.em, 0.025, 0)}${fade(start, end, 0.06, 0.4)}}${rowText(set, r, pieces)}`,
    }),
  );
  return { events, boxes: [boxOf(set, start, end)], pieces, missing: set.missing };
};

export const minimal: Look = (line, context) => {
  const { frameRate, direction } = context;
  const align = direction === 'rtl' ? 'right' : 'left';
  const set = setLine(line.words, context, { face: 'sans-medium', size: 0.042, y: 0.93, align, share: 0.88 });
  const pieces = new Set<FontPiece>();
  const end = snapToFrame(context.until, frameRate);
  const events = set.rows.flatMap((row, r) =>
    row.words.map(({ word, runs, x }): TextEvent => {
      const start = snapToFrame(word.start, frameRate);
      const rise = set.em * 0.18;
      return {
        start,
        end: Math.max(end, start + 0.1),
        layer: 0,
        text: `{\\an5\\move(${px(x)},${px(set.middles[r] + rise)},${px(x)},${px(set.middles[r])},0,180)\\alpha&H80&\\t(0,140,\\alpha&H00&)\\bord${px(Math.max(1, set.em * 0.02))}\\3c&H101010&\\shad0\\blur${px(set.em * 0.02)}\\fad(0,200)}${runsText(runs, set.em, pieces)}`,
      };
    }),
  );
  return {
    events,
    boxes: [boxOf(set, snapToFrame(line.words[0].start, frameRate), end)],
    pieces,
    missing: set.missing,
  };
};
