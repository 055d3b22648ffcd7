/**
 * Number of insertions, deletions, substitutions and swaps of neighbours between two words (optimal string alignment).
 */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length];
}

/**
 * The known words closest to a mistyped one, best first; none where nothing is near. Case, "_", "-" and spaces do not
 * count.
 */
export function nearestWords(word: string, known: readonly string[], most = 3): string[] {
  const plain = (text: string): string => text.toLowerCase().replace(/[\s_-]+/g, '');
  const target = plain(word.slice(0, 80));
  if (target === '') return [];
  const scored: { candidate: string; distance: number }[] = [];
  for (const candidate of known) {
    const other = plain(candidate);
    let distance = editDistance(target, other);
    if (other.length > 3 && target.length > 3 && (target.includes(other) || other.includes(target)))
      distance = Math.min(distance, 1.5);
    if (distance <= Math.max(1, Math.min(3, Math.floor(target.length / 2.5)))) scored.push({ candidate, distance });
  }
  scored.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  return scored.slice(0, most).map(({ candidate }) => candidate);
}
