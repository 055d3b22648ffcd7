/** Colour words of the training captions; all are words that palettes know. */
export const captionColours = [
  'red', 'orange', 'amber', 'gold', 'green', 'teal', 'cyan', 'blue', 'indigo', 'violet', 'magenta', 'pink',
] as const; // biome-ignore format: a list

/** The scenes that the small model learns, and what captions call each. */
export const captionSubjects: readonly (readonly [scene: string, words: readonly string[]])[] = [
  ['ocean', ['ocean', 'waves at sea', 'the sea at sunset']],
  ['mountains-aurora', ['mountains', 'aurora over mountains', 'snowy mountains at night']],
  ['forest', ['forest', 'trees in fog', 'a dark forest']],
  ['desert', ['desert', 'dunes', 'sand dunes under the sun']],
  ['storm', ['storm', 'lightning', 'a thunderstorm over the plain']],
  ['neon-city', ['neon city', 'a city street in the rain', 'city at night']],
  ['aerial-dawn', ['aerial view of a city', 'skyline from above', 'towers at dawn']],
  ['warehouse', ['warehouse', 'an empty hall with a spotlight']],
  ['club', ['club', 'stage lights', 'laser beams in a club']],
  ['tunnel', ['tunnel', 'flight through a tunnel']],
  ['synthwave', ['synthwave', 'grid and retro sun', 'neon grid']],
  ['underwater', ['underwater', 'light rays under water']],
  ['fire', ['fire', 'flames', 'campfire at night']],
  ['starfield', ['stars', 'starfield', 'deep space']],
  ['fractal', ['fractal', 'an endless fractal']],
  ['kaleidoscope', ['kaleidoscope', 'a mirrored mandala']],
];
