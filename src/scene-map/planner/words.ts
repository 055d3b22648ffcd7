const stopWords = new Set(
  'a an the of in on at to and or with into through over under from by for is are as its it this that very some video music clip scene shot style look feel like'.split(
    ' ',
  ),
);
const negations = new Set(['no', 'not', 'without', 'never', 'dont', "don't"]);

/**
 * The words of a text that carry meaning, lower case and in order. A word after "no", "not" or "without" is left out.
 */
export function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  let negated = false;
  for (const clause of text
    .toLowerCase()
    .normalize('NFKC')
    .split(/[,.;:!?()]+/)) {
    negated = false;
    for (const word of clause.match(/[\p{L}\p{N}]+(?:'[\p{L}]+)?/gu) ?? []) {
      if (negations.has(word)) negated = true;
      else if (stopWords.has(word)) continue;
      else if (negated) negated = false;
      else tokens.push(word.replace(/'s$/, ''));
    }
  }
  return tokens;
}

/** A word without its plural or its "-ing", "-ed", "-y": enough to bring "rainy", "rains" and "raining" together. */
export function stem(word: string): string {
  let base = word;
  if (base.length > 4 && base.endsWith('ies')) base = `${base.slice(0, -3)}y`;
  else if (base.length > 4 && /(?:ches|shes|sses|xes)$/.test(base)) base = base.slice(0, -2);
  else if (base.length > 3 && base.endsWith('s') && !/(?:ss|us|is)$/.test(base)) base = base.slice(0, -1);
  if (base.length > 5 && base.endsWith('ing')) base = base.slice(0, -3);
  else if (base.length > 4 && base.endsWith('ed')) base = base.slice(0, -2);
  if (base.length > 3 && base.endsWith('y')) base = base.slice(0, -1);
  if (base.length > 3 && base.endsWith('e')) base = base.slice(0, -1);
  // "swimm", "spinn": the doubled letter came with the ending.
  return base.length > 3 && base !== word && /([bdgmnprt])\1$/.test(base) ? base.slice(0, -1) : base;
}

/** Words that may stand for each other when a scene is sought. */
// biome-ignore format: a table
const circles = [
  'city town urban metropolis downtown skyline', 'street road avenue alley highway', 'rain rainy wet drizzle downpour puddle', 'night midnight nocturnal', 'tower skyscraper building highrise',
  'sea ocean wave surf tide', 'water lake river liquid', 'mountain alp peak ridge summit', 'aurora borealis polar northern', 'sky heaven cloud', 'star galaxy cosmos space universe nebula astral', 'planet orbit moon',
  'tunnel corridor tube pipe wormhole vortex', 'geometry geometric shape polygon poster bauhaus', 'abstract pattern graphic', 'kaleidoscope mandala mirror symmetry psychedelic', 'crystal gem diamond prism glass', 'ice frozen frost glacier',
  'ink smoke fluid paint watercolor watercolour marble', 'warehouse factory hangar industrial garage', 'club rave party dance disco', 'spotlight beam laser searchlight', 'stage concert performance gig',
  'dawn sunrise morning daybreak', 'sunset dusk evening twilight', 'aerial drone flyover bird overhead', 'fog haze mist smoke hazy', 'forest tree wood jungle', 'desert dune sand', 'fire flame ember burn', 'storm thunder lightning tempest',
  'neon glow fluorescent sign', 'retro vintage eighties 80s retrowave outrun synthwave vaporwave', 'cyberpunk futuristic future scifi', 'grid wireframe lattice', 'sun solar', 'dream dreamy surreal ethereal', 'calm serene peaceful quiet tranquil gentle', 'fast rapid racing speed rush', 'dark gloomy noir shadow', 'snow winter cold', 'flight fly soar glide',
];

const table = new Map<string, Set<string>>();
for (const circle of circles) {
  const stems = circle.split(' ').map(stem);
  for (const word of stems) {
    const set = table.get(word) ?? new Set<string>();
    for (const other of stems) if (other !== word) set.add(other);
    table.set(word, set);
  }
}
const none: ReadonlySet<string> = new Set();

/** Stems that may stand for this stem. */
export function synonymsOf(stemmed: string): ReadonlySet<string> {
  return table.get(stemmed) ?? none;
}
