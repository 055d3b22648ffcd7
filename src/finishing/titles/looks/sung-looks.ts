import type { TimedWord } from '../../lyrics/timing.ts';
import { assColour, ms, px, runsText, snapToFrame, type TextEvent } from '../ass-events.ts';
import type { FontPiece } from '../fonts.ts';
import type { TextBox } from '../legibility.ts';
import { boxOf, edge, fade, type Look, rowText, setLine, white } from './set-line.ts';

export const karaoke: Look = (line, context) => {
  const { frameRate, accent, width, direction } = context;
  const set = setLine(line.words, context, { face: 'sans-black', size: 0.074, y: 0.91 });
  const pieces = new Set<FontPiece>();
  const start = snapToFrame(Math.max(context.from, line.start - 0.9), frameRate);
  const end = snapToFrame(context.until, frameRate);
  const events = set.rows.map((_, row) => {
    let at = Math.round(start * 100);
    // libass sweeps from left to right whatever the script; right-to-left words change colour at once instead.
    const sweep = direction === 'rtl' ? '\\k' : '\\kf';
    const before = (word: TimedWord): string => {
      const [from, to] = [
        Math.round(snapToFrame(word.start, frameRate) * 100),
        Math.round(snapToFrame(word.end, frameRate) * 100),
      ];
      const wait = from > at ? `{\\k${from - at}}` : '';
      at = Math.max(to, from);
      return `${wait}{${sweep}${Math.max(1, to - from)}}`;
    };
    const colours = `\\1c${assColour(accent)}\\2c${assColour(white)}`;
    return {
      start,
      end,
      layer: 0,
      text: `{\\an5\\pos(${px(width / 2)},${px(set.middles[row])})${edge(set.em, 0.05, 0.03)}${colours}${fade(start, end, 0.25, 0.2)}}${rowText(set, row, pieces, before)}`,
    };
  });
  return { events, boxes: [boxOf(set, start, end)], pieces, missing: set.missing };
};

export const wordPop: Look = (line, context) => {
  const { frameRate, accent, beats } = context;
  const set = setLine(line.words, context, {
    face: 'sans-black',
    size: 0.105,
    y: 0.66,
    anchor: 'middle',
    upperCase: true,
    spacing: -0.01,
    wordSpacing: 0.36,
  });
  const pieces = new Set<FontPiece>();
  const end = snapToFrame(context.until, frameRate);
  const events = set.rows.flatMap((row, r) =>
    row.words.map(({ word, runs, x }): TextEvent => {
      const start = snapToFrame(word.start, frameRate);
      const pulses = beats
        .filter(beat => beat > word.start + 0.25 && beat < context.until - 0.15)
        .map(beat => {
          const at = snapToFrame(beat, frameRate) - start;
          return `\\t(${ms(at)},${ms(at + 0.04)},\\fscx106\\fscy106)\\t(${ms(at + 0.04)},${ms(at + 0.24)},\\fscx100\\fscy100)`;
        })
        .join('');
      const pop = `\\fscx70\\fscy70\\t(0,70,\\fscx116\\fscy116)\\t(70,190,\\fscx100\\fscy100)`;
      const colour = `\\1c${assColour(accent)}\\t(${ms(0.22)},${ms(0.5)},\\1c${assColour(white)})`;
      return {
        start,
        end: Math.max(end, start + 0.1),
        layer: 1,
        text: `{\\an5\\pos(${px(x)},${px(set.middles[r])})${edge(set.em, 0.05, 0.04)}${colour}${pop}${pulses}\\fad(0,120)}${runsText(runs, set.em, pieces)}`,
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

export const kinetic: Look = (line, context) => {
  const { frameRate, accent, index, direction } = context;
  const side = (index % 2 === 0) === (direction === 'ltr') ? 'left' : 'right';
  const set = setLine(line.words, context, {
    face: 'poster',
    size: 0.15,
    y: 0.5,
    anchor: 'middle',
    upperCase: true,
    align: side,
    share: 0.84,
    maxRows: 4,
    wordSpacing: 0.34,
  });
  const pieces = new Set<FontPiece>();
  const end = snapToFrame(context.until, frameRate);
  const longest = line.words.reduce((a, b) => (b.text.length > a.text.length ? b : a));
  const events = set.rows.flatMap((row, r) =>
    row.words.map(({ word, runs, x }, i): TextEvent => {
      const start = snapToFrame(word.start, frameRate);
      const distance = set.em * (r % 2 === 0 ? -0.9 : 0.9);
      const [dx, dy] = i % 2 === 0 ? [distance, 0] : [0, -distance * 0.7];
      const y = set.middles[r];
      const colour = word === longest ? accent : white;
      const arrive = `\\move(${px(x + dx)},${px(y + dy)},${px(x)},${px(y)},0,160)\\fscx130\\fscy130\\frz${r % 2 === 0 ? 4 : -4}\\t(0,160,0.5,\\fscx100\\fscy100\\frz0)`;
      return {
        start,
        end: Math.max(end, start + 0.1),
        layer: 1,
        text: `{\\an5${arrive}${edge(set.em, 0.02, 0.03)}\\1c${assColour(colour)}\\fad(0,140)}${runsText(runs, set.em, pieces)}`,
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

export const bigType: Look = (line, context) => {
  const { frameRate, accent, width } = context;
  const pieces = new Set<FontPiece>();
  const missing: string[] = [];
  const events: TextEvent[] = [];
  const boxes: TextBox[] = [];
  // Short words are shown together with the next, so that nothing flashes by.
  const groups: TimedWord[][] = [];
  for (const word of line.words) {
    const open = groups.at(-1);
    if (open && (word.joined || word.start - open[0].start < 0.22)) open.push(word);
    else groups.push([word]);
  }
  for (const [i, group] of groups.entries()) {
    const set = setLine(group, context, {
      face: 'poster',
      size: 0.42,
      y: 0.5,
      anchor: 'middle',
      upperCase: true,
      share: 0.86,
      maxRows: 2,
    });
    const start = snapToFrame(group[0].start, frameRate);
    const next = groups[i + 1]?.[0].start ?? Math.min(context.until, group.at(-1)!.end + 0.35);
    const end = Math.max(snapToFrame(next, frameRate), start + 0.05);
    const colour = i === groups.length - 1 ? accent : white;
    for (const [r] of set.rows.entries()) {
      const grow = `\\fscx94\\fscy94\\t(0,${ms(Math.min(0.12, end - start))},0.5,\\fscx100\\fscy100)\\t(${ms(0.12)},${ms(end - start + 0.5)},\\fscx105\\fscy105)`;
      events.push({
        start,
        end,
        layer: 1,
        text: `{\\an5\\pos(${px(width / 2)},${px(set.middles[r])})${edge(set.em, 0.012, 0.02)}\\1c${assColour(colour)}${grow}}${rowText(set, r, pieces)}`,
      });
    }
    boxes.push(boxOf(set, start, end));
    missing.push(...set.missing);
  }
  return { events, boxes, pieces, missing };
};
