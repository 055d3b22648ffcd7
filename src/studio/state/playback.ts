import { computed, effect, signal } from '@preact/signals';
import { addressOf, send } from '../api.ts';
import { sceneAt } from '../map-edits.ts';
import { type FromPreview, type ShotPlan, type ToPreview, wantedRenderers } from '../preview/protocol.ts';
import { analysis, duration, here, map, plan } from './production.ts';

/** Seconds from the start of the track. */
export const time = signal(0);
export const isPlaying = signal(false);
export const speed = signal(1);
/** How loud it plays, 0 to 1; kept for the next time. */
export const volume = signal(Number(localStorage.getItem('volume') ?? 1));
/**
 * What draws the live picture, once it is known: the graphics card, this machine's cores in the page, or the studio for
 * the page.
 */
export const drawnBy = signal<'gpu' | 'cpu' | 'server' | undefined>(undefined);
export const drawnHeight = signal(0);
export const previewFailure = signal<string | undefined>(undefined);
/** Number of the scene that is heard. */
export const playingScene = computed(() => (map.value ? sceneAt(map.value, time.value) : 0));

/** What is heard: the track, or the finished video. */
let audio: HTMLMediaElement | undefined;
let worker: Worker | undefined;
let hasMusic = false;
let shown: ShotPlan | undefined;
const waitingForPlanes: ((planes: Uint8Array) => void)[] = [];

const tell = (message: ToPreview, transfer: Transferable[] = []): void => worker?.postMessage(message, transfer);

/** Whether the live picture is in view; what nobody sees is not drawn. */
let isSeen = false;

/** Tells whether the live picture is in view. */
export function showPicture(seen: boolean): void {
  isSeen = seen;
  if (seen) askForFrame();
}

function askForFrame(): void {
  if (!shown || !hasMusic || !isSeen) return;
  const frame = Math.min(shown.frames - 1, Math.max(0, Math.floor(time.value * shown.frameRate + 1e-6)));
  tell({ type: 'draw', frame });
}

/** Gives the worker the canvas that it draws on. A canvas can be given away once. */
export function attachCanvas(canvas: HTMLCanvasElement): void {
  worker?.terminate();
  hasMusic = false;
  drawnBy.value = previewFailure.value = undefined;
  worker = new Worker('/assets/preview.js', { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<FromPreview>) => {
    if (data.type === 'ready') drawnBy.value = data.by;
    else if (data.type === 'drawn') {
      drawnHeight.value = data.height;
      previewFailure.value = undefined;
      canvas.dataset.frame = String(data.frame);
    } else if (data.type === 'planes') waitingForPlanes.shift()?.(data.planes);
    else previewFailure.value = data.message;
  };
  worker.onerror = event => {
    previewFailure.value = event.message || 'The live picture could not be started.';
  };
  const asked = new URLSearchParams(location.search).get('renderer');
  const wanted = wantedRenderers.find(name => name === asked) ?? 'auto';
  const frames = addressOf('drawFrame', { params: { ...here(), frame: '' } });
  const offscreen = canvas.transferControlToOffscreen();
  tell({ type: 'canvas', canvas: offscreen, renderer: wanted, frames }, [offscreen]);
  giveMusic();
  givePlan();
}

function giveMusic(): void {
  const told = analysis.value;
  if (!told || !worker) return;
  const own = worker;
  send('readFeatures', { params: here() })
    .then(answer => answer.arrayBuffer())
    .then(curves => {
      if (worker !== own || analysis.value !== told) return;
      tell({ type: 'music', analysis: told, curves }, [curves]);
      hasMusic = true;
      askForFrame();
    })
    .catch(error => {
      previewFailure.value = (error as Error).message;
    });
}

function givePlan(): void {
  shown = plan.value;
  if (!shown) return;
  tell({ type: 'shots', plan: shown });
  askForFrame();
}

effect(() => {
  if (analysis.value) giveMusic();
});
effect(() => {
  if (plan.value) givePlan();
});

/** The planes of a frame as a render draws them: what a test holds against the export. */
export function planesOf(frame: number, size: { width: number; height: number }): Promise<Uint8Array> {
  return new Promise(resolve => {
    waitingForPlanes.push(resolve);
    tell({ type: 'planes', frame, ...size, native: size, motionBlur: false });
  });
}

function follow(): void {
  if (!audio || audio.paused) return;
  time.value = Math.min(audio.currentTime, duration.value || audio.currentTime);
  askForFrame();
  requestAnimationFrame(follow);
}

/** Begins with another song. */
export function rewind(): void {
  time.value = 0;
  speed.value = 1;
  isPlaying.value = false;
}

/** Gives the sound, which goes on where the one before stood. */
export function attachMedia(element: HTMLMediaElement): void {
  audio?.pause();
  audio = element;
  element.currentTime = time.value;
  element.volume = volume.value;
  isPlaying.value = false;
  element.onplay = () => {
    isPlaying.value = true;
    follow();
  };
  element.onpause = element.onended = () => {
    isPlaying.value = false;
  };
  // A video has sliders of its own.
  element.onvolumechange = () => {
    if (audio === element) keepVolume(element.muted ? 0 : element.volume);
  };
  element.onseeked = () => {
    if (audio !== element || !element.paused || scrubbed || Math.abs(element.currentTime - time.value) < 0.02) return;
    time.value = element.currentTime;
    askForFrame();
  };
}

function keepVolume(to: number): void {
  volume.value = to;
  localStorage.setItem('volume', String(to));
}

/** @param to 0 to 1 */
export function setVolume(to: number): void {
  keepVolume(to);
  if (!audio) return;
  audio.muted = false;
  audio.volume = to;
}

/** How loud it was before it was silenced. */
let loud = volume.value || 1;

/** Silences what plays, or makes it as loud again as it was. */
export function toggleSound(): void {
  if (volume.value > 0) loud = volume.value;
  setVolume(volume.value > 0 ? 0 : loud);
}

export function seek(to: number): void {
  const end = duration.value || audio?.duration || 0;
  time.value = Math.min(Math.max(0, to), end > 0 ? end : 0);
  if (audio) audio.currentTime = time.value;
  askForFrame();
}

/**
 * Seconds between two places that the sound is asked to go to while it is scrubbed: each costs the browser some work.
 */
const soundEvery = 0.12;
let scrubbed: { wasPlaying: boolean; sound: number } | undefined;

/** The playhead is taken hold of. */
export function beginScrub(): void {
  scrubbed = { wasPlaying: isPlaying.value, sound: 0 };
  audio?.pause();
}

/** Moves the playhead while it is held; the sound follows now and then. */
export function scrub(to: number): void {
  const end = duration.value || audio?.duration || 0;
  time.value = Math.min(Math.max(0, to), end > 0 ? end : 0);
  const now = performance.now() / 1000;
  if (audio && scrubbed && now - scrubbed.sound > soundEvery) {
    audio.currentTime = time.value;
    scrubbed.sound = now;
  }
  askForFrame();
}

/** The playhead is let go; what played goes on. */
export function endScrub(): void {
  const wasPlaying = scrubbed?.wasPlaying;
  scrubbed = undefined;
  seek(time.value);
  if (wasPlaying) void play();
}

export async function play(): Promise<void> {
  if (!audio) return;
  if (duration.value > 0 && time.value >= duration.value - 0.05) seek(0);
  audio.playbackRate = speed.value;
  await audio.play().catch(() => undefined);
}

function pause(): void {
  audio?.pause();
}

export const toggle = (): void => void (isPlaying.value ? pause() : play());

/** L: forward, faster each time. */
export function faster(): void {
  speed.value = isPlaying.value ? Math.min(4, speed.value * 2) : 1;
  if (audio) audio.playbackRate = speed.value;
  void play();
}

/** K: stop. */
export function halt(): void {
  speed.value = 1;
  pause();
}

/** J: a bar's length back, sound does not run backwards. */
export function backwards(): void {
  const { tempo = 0, metre = 4 } = analysis.value ?? {};
  const beat = tempo > 0 ? 60 / tempo : 0.5;
  seek(time.value - (metre || 4) * beat);
}
