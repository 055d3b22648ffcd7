/**
 * Colours and moods that a palette may be asked for, each as one to four colours: the first is the body of the picture,
 * the next the accent. Words of the CSS standard mean about what they mean there.
 */
// biome-ignore format: a table, one family a line
export const colourWords: Readonly<Record<string, readonly string[]>> = {
  // Reds and pinks
  red: ['#e0202a'], crimson: ['#c3123a'], scarlet: ['#f0281a'], 'blood red': ['#8a0610', '#d8141c'], blood: ['#8a0610', '#d8141c'], ruby: ['#c00e4c'],
  burgundy: ['#6d1030'], maroon: ['#701018'], wine: ['#6e1436'], cherry: ['#cf1440'], brick: ['#a8402c'], rust: ['#b0481c'], coral: ['#ff6f52'],
  salmon: ['#fa8a72'], pink: ['#ff6fb0'], 'hot pink': ['#ff2f92'], rose: ['#f0587e'], blush: ['#f2a4b0'], fuchsia: ['#f020c0'], magenta: ['#e815c8'],
  // Oranges, browns, yellows
  orange: ['#ff7a14'], tangerine: ['#ff8a1e'], peach: ['#ffae80'], apricot: ['#fbb070'], copper: ['#b8682c'], bronze: ['#a8742c'], terracotta: ['#c8603c'],
  brown: ['#7c4a26'], chocolate: ['#5c3018'], sepia: ['#8a6238', '#d8b080'], tan: ['#c8a478'], sand: ['#dcbc84'], beige: ['#dccaa8'], amber: ['#ffaa10'],
  honey: ['#eaa020'], gold: ['#f0b820'], golden: ['#f0b820'], ochre: ['#c88a20'], mustard: ['#d8a81c'], yellow: ['#fadc1c'], lemon: ['#faec48'], cream: ['#f4e6c0'],
  // Greens
  lime: ['#a4ee20'], chartreuse: ['#b8f01c'], 'acid green': ['#b0ff10'], acid: ['#b0ff10', '#ff20c0'], green: ['#26a83c'], emerald: ['#10a868'], jade: ['#18a078'],
  mint: ['#80e8b8'], sage: ['#94ac84'], olive: ['#80822c'], moss: ['#627830'], forest: ['#1c6434', '#a8b85c'], pine: ['#14523c'], fern: ['#488c40'], seafoam: ['#78dcb8'],
  // Blues
  teal: ['#0a9090'], turquoise: ['#20ccc0'], aqua: ['#20d8e0'], cyan: ['#10d4f4'], aquamarine: ['#68ecc4'], azure: ['#1c94f4'], sky: ['#70bcf4'], 'sky blue': ['#70bcf4'],
  blue: ['#1c5cec'], cobalt: ['#124cb8'], royal: ['#3048d0', '#e8b830'], 'royal blue': ['#3454dc'], 'electric blue': ['#1470ff'], sapphire: ['#1444b4'], navy: ['#102a68'], denim: ['#345c94'],
  steel: ['#62809c'], slate: ['#54687c'], indigo: ['#3c20a8'], midnight: ['#18245c', '#5c78d8'], 'midnight blue': ['#18245c', '#5c78d8'], petrol: ['#0c586c'],
  // Violets
  violet: ['#7c30e4'], purple: ['#8820b8'], lavender: ['#b49ae8'], lilac: ['#c49ae0'], mauve: ['#b088b8'], plum: ['#742868'], amethyst: ['#9050d0'], orchid: ['#d060d0'], ultraviolet: ['#6010f0', '#e020ff'],
  // Greys and metals
  black: ['#181818'], charcoal: ['#383c42'], graphite: ['#44484e'], ash: ['#8c8c88'], grey: ['#808488'], gray: ['#808488'], smoke: ['#787c84'], silver: ['#b4bcc6'], chrome: ['#a8b4c4', '#e0e8f4'],
  gunmetal: ['#3c4852'], pearl: ['#e4dce0'], ivory: ['#f0e8d4'], bone: ['#e0d8c4'], white: ['#f0f2f4'], iron: ['#585c60'], concrete: ['#8c8c88', '#c8b890'],
  // Light and time of day
  dawn: ['#e88a78', '#ffc480', '#6a6cb4'], sunrise: ['#f47c50', '#ffc858', '#6c58a4'], morning: ['#f0b070', '#90c4e8'], day: ['#58a8e8', '#f8d870'], sunset: ['#f05c34', '#ffa830', '#7c2c80'],
  dusk: ['#7c4c94', '#f08c60', '#2c3868'], twilight: ['#4c4498', '#c068b0', '#1c2858'], evening: ['#5c4884', '#f4a050'], night: ['#1c2c64', '#5c8ce0'], moonlight: ['#48648c', '#b8d0f0'], starlight: ['#34407c', '#dce4ff'],
  'golden hour': ['#e09030', '#ffd070', '#64406e'], 'blue hour': ['#2c509c', '#f0a868'], candlelight: ['#b86420', '#ffc868'], firelight: ['#c84410', '#ffb030'], aurora: ['#18b080', '#70f0a8', '#6c38c8'], rainbow: ['#e83048', '#f8d020', '#20b868', '#3060f0'],
  // Matter and places
  fire: ['#d8300c', '#ffb41c', '#6c1008'], flame: ['#e84810', '#ffc02c'], lava: ['#c82408', '#ff9c14', '#300808'], ember: ['#a83410', '#ff8828'], ice: ['#68b8dc', '#dcf4ff'], frost: ['#90b8d4', '#ecf8ff'], snow: ['#b8ccdc', '#f4faff'],
  glacier: ['#4898b8', '#c4ecf4'], ocean: ['#106c98', '#48d0cc'], sea: ['#147c98', '#64d4c0'], 'deep sea': ['#083c6c', '#20c8c8'], lagoon: ['#10a0a0', '#90f0c8'], storm: ['#40506c', '#a4b8d0'], rain: ['#3c5874', '#90b4d0'], mist: ['#8ca0ac', '#d0dce0'], fog: ['#8c989c', '#d0d4d4'], haze: ['#b09c98', '#f0cca0'],
  desert: ['#c8783c', '#f4cc88', '#5c8494'], earth: ['#74502c', '#a8a050'], autumn: ['#b8501c', '#f0a820', '#6c2c20'], spring: ['#78c860', '#f8a0c0'], summer: ['#18a8c8', '#ffd040'], winter: ['#6890b4', '#e4f0fc'], jungle: ['#187030', '#c8dc30'], tropical: ['#10b898', '#ff7c58'],
  toxic: ['#58c010', '#d0ff20', '#481c74'], galaxy: ['#482c98', '#e858c0', '#1898d8'], nebula: ['#7028a0', '#f0508c', '#2080d0'], space: ['#20245c', '#7c8cf0'], cosmic: ['#4424a0', '#f060d0'], crystal: ['#70a8e0', '#e0c8ff'], opal: ['#90c8c4', '#f0c0d8'],
  // Moods and styles
  neon: ['#f01890', '#10e0f8', '#5418d8'], vaporwave: ['#e060c8', '#40d8f0', '#6c38b8'], synthwave: ['#c81c98', '#ff9c38', '#3c1c98'], cyberpunk: ['#d81890', '#f8e020', '#1070c8'], retro: ['#d8642c', '#f0c050', '#20847c'], vintage: ['#a8703c', '#e4c490', '#4c7470'], psychedelic: ['#d820b0', '#f8d818', '#18c878', '#5028e0'],
  noir: ['#44484e', '#d8dce0'], gothic: ['#4c1434', '#b8243c'], monochrome: ['#70747a', '#d8dce0'], 'black and white': ['#70747a', '#e8e8e8'], industrial: ['#58606a', '#f08c30'], candy: ['#ff78b8', '#70d8f8'], bubblegum: ['#ff80c0', '#80d0ff'], metal: ['#68747f', '#c4ccd4'],
  romantic: ['#d84878', '#f8b0a8'], dreamy: ['#a488dc', '#f8b8d8'], melancholy: ['#44608c', '#9cb0c8'], melancholic: ['#44608c', '#9cb0c8'], serene: ['#5898b0', '#d0e8d8'], mystic: ['#503498', '#40c8b8'], magical: ['#7840d0', '#ffc860'], hopeful: ['#f0a060', '#90c8f0'], angry: ['#b01418', '#ff5420'], joyful: ['#ff9420', '#30c0e8'], euphoric: ['#f03098', '#ffd030', '#3080f8'], holographic: ['#80c8f0', '#f0a0e8', '#a0f0c0'], electric: ['#1470ff', '#f8f040'],
  infrared: ['#d81848', '#f870a8'], matrix: ['#108c30', '#60ff80'], techno: ['#2840d0', '#20f0d0'], disco: ['#d828a8', '#f8c830', '#3048e0'],
};

/**
 * How a word turns the colours beside it: `chroma` multiplies, `lightness` is added to body and accent, `hue` pulls
 * towards warm (60) or cool (240).
 */
export interface ColourModifier {
  chroma?: number;
  lightness?: number;
  /** Degrees to pull towards, by `pull` (0 to 1). */
  hue?: number;
  pull?: number;
  /** The colours used where the word stands alone. */
  alone: readonly string[];
}

/** Words that bend other colours; alone they stand for colours of their own. */
export const colourModifiers: Readonly<Record<string, ColourModifier>> = {
  pastel: { chroma: 0.5, lightness: 0.06, alone: ['#f0a0c0', '#a0d0f0'] },
  soft: { chroma: 0.65, lightness: 0.03, alone: ['#d8a0b0', '#a0b8d8'] },
  pale: { chroma: 0.5, lightness: 0.06, alone: ['#b8c4d0', '#f0e4d8'] },
  light: { chroma: 0.8, lightness: 0.06, alone: ['#b0c8e0', '#f8ecd0'] },
  bright: { chroma: 1.15, lightness: 0.05, alone: ['#20a0f0', '#ffd020'] },
  brilliant: { chroma: 1.25, lightness: 0.05, alone: ['#20a0f0', '#ffd020'] },
  vivid: { chroma: 1.3, alone: ['#e02090', '#20c8f0'] },
  vibrant: { chroma: 1.3, alone: ['#f04020', '#20b0e8'] },
  saturated: { chroma: 1.4, alone: ['#e81838', '#1858f0'] },
  glowing: { chroma: 1.2, lightness: 0.04, alone: ['#f08020', '#ffe080'] },
  luminous: { chroma: 1.1, lightness: 0.06, alone: ['#60c0f0', '#fff0a0'] },
  neon: { chroma: 1.4, lightness: 0.02, alone: colourWords.neon },
  electric: { chroma: 1.35, alone: colourWords.electric },
  hot: { chroma: 1.25, hue: 30, pull: 0.12, alone: ['#e83018', '#ffa020'] },
  deep: { chroma: 1.1, lightness: -0.05, alone: ['#182c78', '#4878d8'] },
  dark: { chroma: 0.9, lightness: -0.06, alone: ['#282c3c', '#8088a0'] },
  rich: { chroma: 1.2, lightness: -0.03, alone: ['#8c1838', '#d8a030'] },
  dim: { chroma: 0.8, lightness: -0.05, alone: ['#384050', '#8894a4'] },
  muted: { chroma: 0.5, alone: ['#78808c', '#b8a890'] },
  dusty: { chroma: 0.5, lightness: 0.02, alone: ['#b09080', '#d8c8b0'] },
  faded: { chroma: 0.5, lightness: 0.03, alone: ['#a89888', '#d0d0c0'] },
  desaturated: { chroma: 0.3, alone: ['#707880', '#b8bcc0'] },
  warm: { hue: 60, pull: 0.3, alone: ['#d87030', '#ffc860'] },
  cool: { hue: 235, pull: 0.3, alone: ['#3078b8', '#90d8f0'] },
  cold: { hue: 240, pull: 0.4, chroma: 0.9, alone: ['#3c74a8', '#b8dcf4'] },
  smoky: { chroma: 0.5, lightness: -0.03, alone: ['#505458', '#b0a8a0'] },
  metallic: { chroma: 0.6, alone: colourWords.metal },
  monochrome: { chroma: 0.12, alone: colourWords.monochrome },
};

/** Every word that {@link paletteFromWords} knows. */
export const knownColourWords: readonly string[] = [
  ...new Set([...Object.keys(colourWords), ...Object.keys(colourModifiers)]),
].sort();
