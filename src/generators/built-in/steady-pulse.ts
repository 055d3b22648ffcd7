import { type Analysis, spectrumBands } from '../../audio/analysis.ts';

const beatSeconds = 0.5;
const hopSeconds = 0.01;

/** Music that is not there: a steady 120 beats a minute at middle strength, for clips that are made without sound. */
export function steadyPulse(duration: number): Analysis {
  const frames = Math.max(2, Math.ceil(duration / hopSeconds) + 1);
  const curve = (level: number, width = 1): Float32Array => new Float32Array(frames * width).fill(level);
  const times = Array.from({ length: Math.ceil(duration / beatSeconds) }, (_, i) => i * beatSeconds);
  const hits = (every: number, offset: number) =>
    times.filter((_, i) => i % every === offset).map(time => ({ time, strength: 0.7 }));
  return {
    duration,
    tempo: 60 / beatSeconds,
    tempoConfidence: 1,
    metre: 4,
    beats: times.map((time, i) => ({ time, confidence: 1, position: (i % 4) + 1 })),
    downbeats: times.filter((_, i) => i % 4 === 0).map(time => ({ time, confidence: 1 })),
    sections: [{ start: 0, end: duration, label: 'verse', group: 'A', energy: 0.5, novelty: 0, confidence: 1 }],
    onsets: { kick: hits(2, 0), snare: hits(2, 1), hat: hits(1, 0) },
    key: { name: 'C major', confidence: 0 },
    mood: { valence: 0, arousal: 0.5 },
    features: {
      hopSeconds,
      frames,
      onsetStrength: curve(0.3),
      loudness: curve(0.5),
      brightness: curve(0.5),
      sub: curve(0.4),
      bass: curve(0.5),
      lowMid: curve(0.5),
      highMid: curve(0.4),
      presence: curve(0.3),
      air: curve(0.3),
      spectrum: curve(0.4, spectrumBands),
      mfcc: curve(0, 13),
    },
    warnings: [],
  };
}
