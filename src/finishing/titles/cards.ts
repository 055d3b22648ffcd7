import { directionOf, splitWords } from '../lyrics/lyrics.ts';
import { assColour, px, runsText, snapToFrame, type TextEvent } from './ass-events.ts';
import type { Face, FontPiece } from './fonts.ts';
import type { TextBox } from './legibility.ts';
import type { Lettered } from './looks.ts';
import { layOut } from './text-layout.ts';

/** A card of text: a title with what stands under it, or credits. */
export interface Card {
  /** The first is large. */
  lines: readonly string[];
  kind: 'title' | 'credits';
  /** Seconds. */
  start: number;
  end: number;
}

/** Sets a card in the middle of the picture. */
export function letterCard(
  card: Card,
  size: { width: number; height: number; frameRate: number; accent: string },
): Lettered {
  const { width, height, frameRate, accent } = size;
  const short = Math.min(width, height);
  const pieces = new Set<FontPiece>();
  const missing: string[] = [];
  const start = snapToFrame(card.start, frameRate);
  const end = snapToFrame(card.end, frameRate);
  const blocks = card.lines.map((text, i) => {
    const large = i === 0 && card.kind === 'title';
    const face: Face = large ? 'sans-black' : 'sans-medium';
    const spacing = large ? -0.015 : 0.12;
    const em = short * (large ? 0.125 : card.kind === 'title' ? 0.042 : 0.046);
    const layout = layOut(splitWords(text), {
      face,
      em,
      width: width * 0.82,
      maxRows: 3,
      x: width / 2,
      align: 'centre',
      direction: directionOf(text),
      upperCase: !large,
      spacing,
    });
    missing.push(...layout.missing);
    return { ...layout, large, spacing };
  });
  const gap = short * 0.03;
  const total = blocks.reduce((sum, b, i) => sum + b.rows.length * b.em * 1.15 + (i > 0 ? gap : 0), 0);
  let top = height * 0.5 - total / 2;
  const box: TextBox = { left: width / 2, right: width / 2, top, bottom: top + total, start, end };
  const events: TextEvent[] = [];
  for (const [b, block] of blocks.entries()) {
    if (b > 0) top += gap;
    for (const row of block.rows) {
      const y = top + block.em * 0.575;
      top += block.em * 1.15;
      box.left = Math.min(box.left, width / 2 - row.width / 2);
      box.right = Math.max(box.right, width / 2 + row.width / 2);
      const text = row.words
        .map((word, i) => (i === 0 || word.word.joined ? '' : ' ') + runsText(word.runs, block.em, pieces))
        .join('');
      const tags = `\\an5\\pos(${px(width / 2)},${px(y)})\\fsp${px(block.em * block.spacing)}\\bord${px(block.em * 0.02)}\\3c&H101010&\\3a&H60&\\shad0\\blur${px(block.em * 0.02)}\\fad(500,600)`;
      const drift = block.large ? `\\fscx98\\fscy98\\t(\\fscx102\\fscy102)` : '';
      events.push({ start, end, layer: 2, text: `{${tags}${drift}}${text}` });
    }
    if (block.large && card.lines.length > 1) {
      const line = `m 0 0 l ${Math.round(short * 0.09)} 0 l ${Math.round(short * 0.09)} ${Math.max(2, Math.round(short * 0.005))} l 0 ${Math.max(2, Math.round(short * 0.005))}`;
      const tags = `\\an5\\pos(${px(width / 2)},${px(top + gap * 0.5)})\\bord0\\shad0\\1c${assColour(accent)}\\fad(700,600)\\p1`;
      events.push({ start, end, layer: 2, text: `{${tags}}${line}` });
      top += gap * 0.4;
      box.bottom += gap * 0.4;
    }
  }
  return { events, boxes: [box], pieces, missing };
}
