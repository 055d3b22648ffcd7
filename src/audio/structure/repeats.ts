import { cosine, mean } from '../statistics.ts';
import type { BarTable } from './bar-table.ts';
import { timbreSimilarity } from './bar-table.ts';

/** How alike two stretches of bars are, 0 to 1: the same harmonies in the same order, and the same sound. */
function stretchSimilarity(table: BarTable, a: [number, number], b: [number, number]): number {
  const lengthA = a[1] - a[0];
  const lengthB = b[1] - b[0];
  const shorter = Math.min(lengthA, lengthB);
  // Where drums play, songs keep their chords and change their players.
  const ofSound = 0.5 + 0.2 * table.drums;
  let best = 0;
  // The shorter one may lie anywhere in the longer one.
  for (let shift = 0; shift <= Math.max(lengthA, lengthB) - shorter; shift++) {
    const startA = a[0] + (lengthA > lengthB ? shift : 0);
    const startB = b[0] + (lengthB > lengthA ? shift : 0);
    let sum = 0;
    for (let i = 0; i < shorter; i++) {
      const harmony = Math.max(0, cosine(table.chroma[startA + i], table.chroma[startB + i]));
      sum += (1 - ofSound) * harmony + ofSound * timbreSimilarity(table, startA + i, startB + i);
    }
    best = Math.max(best, sum / shorter);
  }
  return best * Math.min(1, 0.6 + (0.5 * shorter) / Math.max(lengthA, lengthB));
}

/** A number for each stretch of bars; the same for those that repeat each other. */
export function groupStretches(table: BarTable, stretches: [number, number][]): number[] {
  const groups: number[] = [];
  let next = 0;
  for (let i = 0; i < stretches.length; i++) {
    const totals = new Map<number, number[]>();
    for (let j = 0; j < i; j++) {
      const list = totals.get(groups[j]) ?? [];
      list.push(stretchSimilarity(table, stretches[i], stretches[j]));
      totals.set(groups[j], list);
    }
    let group = -1;
    let best = 0.68;
    for (const [candidate, list] of totals) {
      const similarity = mean(list);
      if (similarity > best) {
        best = similarity;
        group = candidate;
      }
    }
    groups.push(group < 0 ? next++ : group);
  }
  return groups;
}

/** "A" to "Z", then "AA", "AB", … */
export function groupLetter(index: number): string {
  return index < 26
    ? String.fromCharCode(65 + index)
    : groupLetter(Math.floor(index / 26) - 1) + groupLetter(index % 26);
}
