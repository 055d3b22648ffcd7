import type { TimedLine, TimedWord } from '../lyrics/timing.ts';
import { assColour, ms, px, runsText, snapToFrame, type TextEvent } from './ass-events.ts';
import type { FontPiece } from './fonts.ts';
import type { TextBox } from './legibility.ts';
import { type Layout, type LayoutOptions, layOut } from './text-layout.ts';

/** What a look is told beside the line. */
export interface LookContext {
  width: number;
  height: number;
  frameRate: number;
  direction: 'ltr' | 'rtl';
  /** "#rrggbb": the colour of what is being sung. */
  accent: string;
  /** Seconds of the beats, on which some looks pulse. */
  beats: readonly number[];
  /** Number of the line, from 0. */
  index: number;
  /** Seconds between which the line has the screen for itself. */
  from: number;
  until: number;
}

/** A line as it is drawn. */
export interface Lettered {
  events: TextEvent[];
  boxes: TextBox[];
  pieces: Set<FontPiece>;
  missing: string[];
}

type Look = (line: TimedLine, context: LookContext) => Lettered;

const white = '#ffffff';
const lineHeight = 1.22;

interface Setting extends Partial<LayoutOptions> {
  face: LayoutOptions['face'];
  /** Em as a share of the shorter side. */
  size: number;
  /** Where the rows' middle (or, by `anchor`, their foot) lies, as a share of the height. */
  y: number;
  anchor?: 'middle' | 'foot';
  share?: number;
}

interface SetLine extends Layout<TimedWord> {
  /** Middle of each row, in pixels. */
  middles: number[];
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** Sets a line in the safe part of the picture: 90% of it (SMPTE ST 2046-1), less on tall pictures, whose foot players cover. */
function setLine(words: readonly TimedWord[], context: LookContext, setting: Setting): SetLine {
  const { width, height, direction } = context;
  const { size, y, anchor = 'foot', share = 0.8, ...rest } = setting;
  const align = rest.align ?? 'centre';
  const margin = width * (1 - Math.min(0.9, share)) * 0.5;
  const x = align === 'centre' ? width / 2 : align === 'left' ? margin : width - margin;
  const maxRows = width <= height ? 4 : 2;
  const room = { width: width * share, x, direction };
  let layout = layOut(words, { em: Math.min(width, height) * size, maxRows, ...room, ...rest, align });
  while (layout.rows.length * layout.em * lineHeight > height * 0.8)
    layout = layOut(words, { em: layout.em * 0.92, maxRows, ...room, ...rest, align });
  const step = layout.em * lineHeight;
  const tall = height > width && anchor === 'foot' ? 0.1 : 0;
  const place = height * (y - tall);
  const first =
    anchor === 'foot' ? place - (layout.rows.length - 0.5) * step : place - ((layout.rows.length - 1) / 2) * step;
  const middles = layout.rows.map((_, i) => first + i * step);
  const widest = Math.max(...layout.rows.map(row => row.width));
  const left = align === 'centre' ? x - widest / 2 : align === 'left' ? x : x - widest;
  return { ...layout, middles, top: first - step / 2, bottom: middles.at(-1)! + step / 2, left, right: left + widest };
}

function boxOf(set: SetLine, start: number, end: number): TextBox {
  // Letters do not fill their row: the shade begins where they do.
  const air = (lineHeight - 1) * set.em;
  return { left: set.left, right: set.right, top: set.top + air, bottom: set.bottom - air, start, end, em: set.em };
}

/** Outline and soft shadow that part letters from what is behind, in pixels for an em. */
function edge(em: number, outline = 0.03, shadow = 0.02): string {
  return `\\bord${px(Math.max(1, em * outline))}\\3c&H101010&\\3a&H30&\\shad${px(em * shadow)}\\4c&H000000&\\4a&H80&\\blur${px(em * 0.012)}`;
}

/** One row as one piece of text, so that it is shaped and ordered as a whole. */
function rowText(
  set: SetLine,
  row: number,
  pieces: Set<FontPiece>,
  before: (word: TimedWord, i: number) => string = () => '',
): string {
  return set.rows[row].words
    .map(
      (placed, i) =>
        (i === 0 || placed.word.joined ? '' : ' ') + before(placed.word, i) + runsText(placed.runs, set.em, pieces),
    )
    .join('');
}

function fade(start: number, end: number, within: number, out: number): string {
  const room = (end - start) / 2;
  return `\\fad(${ms(Math.min(within, room))},${ms(Math.min(out, room))})`;
}

const subtitle: Look = (line, context) => {
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

const karaoke: Look = (line, context) => {
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

const wordPop: Look = (line, context) => {
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

const kinetic: Look = (line, context) => {
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

const bigType: Look = (line, context) => {
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

const handwriting: Look = (line, context) => {
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

const credits: Look = (line, context) => {
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

const minimal: Look = (line, context) => {
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

const neon: Look = (line, context) => {
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
      return [{ start, end: last, layer: 0, text: halo + text }, { start, end: last, layer: 1, text: tube + text }]; // biome-ignore format: one line
    }),
  );
  return {
    events,
    boxes: [boxOf(set, snapToFrame(line.words[0].start, frameRate), end)],
    pieces,
    missing: set.missing,
  };
};

/** The looks, by the names that users give. */
export const looks = {
  subtitle,
  karaoke,
  'word-pop': wordPop,
  kinetic,
  'big-type': bigType,
  handwriting,
  credits,
  minimal,
  neon,
} as const satisfies Record<string, Look>;

export type LyricLook = keyof typeof looks;
export const lyricLooks = Object.keys(looks) as LyricLook[];
