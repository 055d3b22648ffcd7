/** Frame rates a video may have; 23.976 and 29.97 stand for 24000/1001 and 30000/1001. */
export const frameRates = [23.976, 24, 25, 29.97, 30, 60] as const;
/** Heights (of the shorter side) that have a name. */
export const namedResolutions = ['720p', '1080p', '1440p', '4K'] as const;
/** Shapes of the picture, width to height. */
export const aspectRatios = ['16:9', '9:16', '1:1', '4:5'] as const;
/** How a scene comes in. */
export const transitionTypes = [
  'fade',
  'cut',
  'dissolve',
  'whip',
  'zoom',
  'glitch',
  'light-leak',
  'luma-wipe',
] as const;

/** Seconds of a transition whose length a map leaves open. */
export const usualTransitionSeconds: Readonly<Record<TransitionType, number>> = {
  cut: 0,
  fade: 1,
  dissolve: 0.75,
  whip: 0.5,
  zoom: 0.5,
  glitch: 0.5,
  'light-leak': 1,
  'luma-wipe': 1,
};

export type TransitionType = (typeof transitionTypes)[number];

/** A length: seconds, or a number of beats of the music at that place. */
export type MusicalLength = number | `${number} beats`;

/** What of the music an overlay or a correction can follow. */
export const followed = ['beat', 'bar', 'kick', 'snare', 'bass', 'loudness', 'energy'] as const;
export type Followed = (typeof followed)[number];
