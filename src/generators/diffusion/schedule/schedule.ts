import type { Analysis } from '../../../audio/index.ts';
import type { Curve, DiffusionSettings, MusicSignal } from '../../../scene-map/index.ts';
import { createMusicalDrive, type MusicalDrive } from '../../procedural/musical-drive.ts';
import type { CameraSpeed } from '../animation/camera.ts';

/** What is done at one moment of a scene. */
export interface Moment {
  /** Seconds from the start of the track. */
  time: number;
  /** The prompt on the way from one to the next. */
  prompt: { from: string; to: string; share: number };
  guidanceScale: number;
  /** 0 to 1. */
  strength: number;
  /** How far the noise has travelled since the scene's start; a whole number is an anchor. */
  noisePosition: number;
  /** Camera speeds, all in a second. */
  camera: CameraSpeed;
}

/** A scene's schedule, ready to be looked up. */
export interface Schedule {
  at(time: number): Moment;
  /** Seconds from the start of the track at which pictures are diffused: the scene's start, then on the beats. */
  keyframeTimes: readonly number[];
  /** Whether the camera goes into the depth at any time, which a flat picture cannot show. */
  needsDepth: boolean;
}

/** What a schedule is made for. */
export interface ScheduleScene {
  /** Seconds in the track. */
  start: number;
  end: number;
  description: string;
  /** 1 to 10. */
  motion: number;
  settings: DiffusionSettings;
}

/** A curve that stays where it is, but for what the music adds. */
export const steadily = (value: number, low: number, high: number, music: Curve['music'] = {}) => ({
  keyframes: [{ at: 0 as const, value, ease: 'hold' as const }],
  music,
  low,
  high,
});

/** What a scene does that says nothing: calm scenes drift, strong ones push in, hits shake the noise. */
function defaults(motion: number): Record<'guidance' | 'strength' | 'noise' | 'zoom' | 'still', Curve> {
  const share = (motion - 1) / 9;
  return {
    guidance: steadily(6, 1, 30),
    strength: steadily(0.38 + 0.17 * share, 0.05, 1, { onset: 0.1 * share, kick: 0.08 }),
    noise: steadily(0.05 + 0.25 * share, 0, 4, { energy: 0.2 * share }),
    zoom: steadily(1 + 0.12 * share, 0.5, 2, { energy: 0.08 * share }),
    still: steadily(0, -180, 180),
  };
}

/** Seconds of a length that may be told in beats, from the scene's start on. */
export type ToSeconds = (length: number | `${number} beats`) => number;

/** The value of a curve's keyframes at some seconds after the scene's start, without what the music adds. */
function keyframeValue({ keyframes }: Curve, seconds: number, toSeconds: ToSeconds): number {
  const points = keyframes.map(one => ({ ...one, at: toSeconds(one.at) })).sort((a, b) => a.at - b.at);
  const next = points.findIndex(point => point.at > seconds);
  if (next === 0) return points[0].value;
  const from = points[next < 0 ? points.length - 1 : next - 1];
  if (next < 0 || from.ease === 'hold') return from.value;
  const to = points[next];
  const share = (seconds - from.at) / (to.at - from.at);
  const eased = from.ease === 'smooth' ? share * share * (3 - 2 * share) : share;
  return from.value + (to.value - from.value) * eased;
}

/** Beats of the track from a moment on, going on at the tempo after the last. */
function beatClock(analysis: Analysis, start: number): (beats: number) => number {
  const spacing = 60 / (analysis.tempo || 120);
  const times = analysis.beats.map(({ time }) => time).filter(time => time >= start - 0.06);
  const first = times[0] ?? start;
  // A scene that begins within a beat counts from its own start; its next beat is the first whole one.
  const lead = first - start < 0.06 ? 0 : (first - start) / spacing;
  return beats => {
    if (beats <= lead) return beats * spacing;
    const at = beats - lead;
    const i = Math.floor(at);
    if (i >= times.length - 1) {
      const last = times.at(-1) ?? start;
      return last - start + (at - Math.max(0, times.length - 1)) * spacing;
    }
    return times[i] + (times[i + 1] - times[i]) * (at - i) - start;
  };
}

/** Step of the integral over the noise's way, in seconds: finer than a frame, the same for any frame rate. */
const integralStep = 1 / 120;

/** Whether a curve is ever other than nought. */
export const movesAtAll = ({ keyframes, music }: Curve): boolean =>
  keyframes.some(one => one.value !== 0) || Object.values(music).some(amount => amount !== 0);

/** Makes the schedule of a scene. Every moment is a pure function of scene and music. */
export function createSchedule(
  scene: ScheduleScene,
  analysis: Analysis,
  drive = createMusicalDrive(analysis),
): Schedule {
  const { settings, start, end } = scene;
  const clock = beatClock(analysis, start);
  const toSeconds: ToSeconds = length => (typeof length === 'number' ? length : clock(Number.parseFloat(length)));
  const usual = defaults(scene.motion);
  const curves = {
    guidance: settings.guidance_scale ?? usual.guidance,
    strength: settings.strength ?? usual.strength,
    noise: settings.noise_travel ?? usual.noise,
    zoom: settings.zoom ?? usual.zoom,
    panX: settings.pan_x ?? usual.still,
    panY: settings.pan_y ?? usual.still,
    rotate: settings.rotate ?? usual.still,
    yaw: settings.yaw ?? usual.still,
    pitch: settings.pitch ?? usual.still,
    dolly: settings.dolly ?? usual.still,
  };
  const value = (curve: Curve, time: number): number => {
    let sum = keyframeValue(curve, time - start, toSeconds);
    const wanted = Object.entries(curve.music) as [MusicSignal, number][];
    if (wanted.length > 0) {
      const signals = signalsAt(drive, time, start);
      for (const [name, amount] of wanted) sum += amount * signals[name];
    }
    return Math.min(curve.high, Math.max(curve.low, sum));
  };
  const noisePositions = [0];
  for (let i = 0; start + i * integralStep < end; i++) {
    const time = start + i * integralStep;
    const pace = drive.distance(time, time + integralStep);
    noisePositions.push(noisePositions[i] + value(curves.noise, time) * pace);
  }
  const prompts = (settings.prompts ?? [{ at: 0, text: scene.description }])
    .map(one => ({ text: one.text, at: toSeconds(one.at) }))
    .sort((a, b) => a.at - b.at);

  const keyframeTimes: number[] = [];
  const every = settings.keyframe_every ?? '1 beats';
  for (let i = 0; ; i++) {
    const after = typeof every === 'number' ? i * every : clock(i * Number.parseFloat(every));
    if (start + after >= end - 1e-6) break;
    keyframeTimes.push(start + after);
  }
  return {
    keyframeTimes,
    needsDepth: movesAtAll(curves.dolly),
    at(time) {
      const since = time - start;
      const next = prompts.findIndex(one => one.at > since);
      const from = prompts[next < 0 ? prompts.length - 1 : Math.max(0, next - 1)];
      const to = next > 0 ? prompts[next] : from;
      const share = to === from ? 0 : (since - from.at) / (to.at - from.at);
      const place = Math.min(noisePositions.length - 1, Math.max(0, since / integralStep));
      const low = Math.floor(place);
      const high = Math.min(noisePositions.length - 1, low + 1);
      return {
        time,
        prompt: { from: from.text, to: to.text, share },
        guidanceScale: value(curves.guidance, time),
        strength: value(curves.strength, time),
        noisePosition: noisePositions[low] + (noisePositions[high] - noisePositions[low]) * (place - low),
        camera: {
          zoom: value(curves.zoom, time),
          panX: value(curves.panX, time),
          panY: value(curves.panY, time),
          rotate: value(curves.rotate, time),
          yaw: value(curves.yaw, time),
          pitch: value(curves.pitch, time),
          dolly: value(curves.dolly, time),
        },
      };
    },
  };
}

function signalsAt(drive: MusicalDrive, time: number, start: number): Record<MusicSignal, number> {
  const values = drive.at(time, start) as unknown as Record<string, number>;
  return {
    beat: values.beatPulse,
    bar: values.barPulse,
    kick: values.kick,
    snare: values.snare,
    hat: values.hat,
    onset: values.onset,
    bass: values.bass,
    brightness: values.brightness,
    loudness: values.loudness,
    energy: values.energy,
  };
}
