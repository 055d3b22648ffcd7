// Draws the live picture, off the page's own thread: the same shots, shaders and passes that a render makes takes of,
// at a size the machine keeps up with.
import type { Analysis } from '../../audio/analysis.ts';
import type { Shot } from '../../generators/procedural/appearance.ts';
import type { PictureSize } from '../../generators/procedural/frame-graph.ts';
import { createMusicalDrive, type MusicalDrive } from '../../generators/procedural/musical-drive.ts';
import type { FrameRenderer } from '../../generators/procedural/render-graph.ts';
import { createShotFrames, type ShotFrames } from '../../generators/procedural/shot-frames.ts';
import { analysisFrom } from './music.ts';
import { openPageRenderer } from './page-renderer.ts';
import type { FromPreview, ShotPlan, ToPreview } from './protocol.ts';
import { rgbaFromNv12 } from './rgba.ts';

/** Short sides of the picture, from least to most work. */
const sides = [144, 216, 288, 360, 540, 720];

let canvas: OffscreenCanvas | undefined;
let renderer: Promise<FrameRenderer> | undefined;
/** Where the studio draws frames, once it is known that this browser cannot. */
let served: string | undefined;
let drive: MusicalDrive | undefined;
let heard: Analysis | undefined;
let plan: ShotPlan | undefined;
let side = 2;
let drawers = new Map<string, ShotFrames>();
let tables = new Map<string, { size: number; data: Float32Array }>();
let wanted: number | undefined;
let drawing: Promise<void> | undefined;
/** Recent times of a frame, to tell which size the machine keeps up with. */
let times: number[] = [];

const tell = (message: FromPreview, transfer: Transferable[] = []): void => self.postMessage(message, { transfer });
const even = (value: number): number => Math.max(2, Math.round(value / 2) * 2);

function pictureSize({ size }: ShotPlan): PictureSize {
  const scale = Math.min(1, sides[side] / Math.min(size.width, size.height));
  return { width: even(size.width * scale), height: even(size.height * scale) };
}

function shotAt({ shots }: ShotPlan, frame: number): Shot | undefined {
  return (shots.find(shot => frame >= shot.firstFrame && frame < shot.endFrame) ?? shots.at(-1)) as Shot | undefined;
}

async function drawerOf(
  shown: ShotPlan,
  output: PictureSize,
  native: PictureSize,
  motionBlur: boolean,
): Promise<ShotFrames> {
  const key = `${output.width}x${output.height} ${native.width}x${native.height} ${motionBlur}`;
  let drawer = drawers.get(key);
  if (!drawer) {
    drawer = createShotFrames({
      renderer: await renderer!,
      drive: drive!,
      native,
      output,
      frameRate: shown.frameRate,
      motionBlur,
      sceneSource: name => shown.sources[name],
      gradeTable: name => tables.get(name)!,
    });
    drawers.set(key, drawer);
  }
  return drawer;
}

/** Follows what was heard, as the plan asks. */
function follow(): void {
  if (heard) drive = createMusicalDrive(heard, { allowFlashes: plan?.allowFlashes });
  drawers = new Map();
}

/** Shows a frame that the studio has drawn. */
async function showServed(frame: number): Promise<void> {
  const began = performance.now();
  const answer = await fetch(`${served}${frame}`);
  if (!answer.ok) throw new Error(((await answer.json()) as { error: string }).error);
  const picture = await createImageBitmap(await answer.blob());
  const { width, height } = picture;
  if (canvas!.width !== width || canvas!.height !== height) Object.assign(canvas!, { width, height });
  canvas!.getContext('2d')!.drawImage(picture, 0, 0);
  picture.close();
  tell({ type: 'drawn', frame, milliseconds: performance.now() - began, height });
}

async function drawOne(frame: number): Promise<void> {
  const began = performance.now();
  const shown = plan!;
  const shot = shotAt(shown, frame);
  if (!shot || !canvas) return;
  const size = pictureSize(shown);
  const drawer = await drawerOf(shown, size, size, false);
  const planes = new Uint8Array((size.width * size.height * 3) / 2);
  await drawer.draw(shot, Math.min(frame, shot.endFrame - 1), planes);
  const picture = new ImageData(size.width, size.height);
  rgbaFromNv12(planes, size.width, size.height, picture.data);
  if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size);
  canvas.getContext('2d')!.putImageData(picture, 0, 0);
  const milliseconds = performance.now() - began;
  tell({ type: 'drawn', frame, milliseconds, height: size.height });
  adapt(milliseconds, 1000 / shown.frameRate);
}

/**
 * Chooses another size where frames come too late, or where there is time to spare. A scene's first frame, with its
 * compiling, does not count.
 */
function adapt(milliseconds: number, budget: number): void {
  times.push(milliseconds);
  if (times.length < 24) return;
  const middle = times.toSorted((a, b) => a - b)[12];
  times = [];
  if (middle > budget * 0.85 && side > 0) side--;
  else if (middle < budget * 0.3 && side < sides.length - 1) side++;
}

async function drawWanted(): Promise<void> {
  while (wanted !== undefined && plan && drive && renderer) {
    await renderer.catch(() => undefined);
    const frame = wanted;
    wanted = undefined;
    await (served === undefined ? drawOne(frame) : showServed(frame));
  }
}

function draw(frame: number): void {
  wanted = frame;
  drawing ??= drawWanted()
    .catch(error => tell({ type: 'failed', message: (error as Error).message }))
    .finally(() => {
      drawing = undefined;
      if (wanted !== undefined && plan && drive) draw(wanted);
    });
}

async function planes(message: Extract<ToPreview, { type: 'planes' }>): Promise<void> {
  await drawing;
  const { frame, width, height, native, motionBlur } = message;
  const drawer = await drawerOf(plan!, { width, height }, native, motionBlur);
  const drawn = new Uint8Array((width * height * 3) / 2);
  await drawer.draw(shotAt(plan!, frame)!, frame, drawn);
  tell({ type: 'planes', planes: drawn }, [drawn.buffer]);
}

self.onmessage = ({ data }: MessageEvent<ToPreview>) => {
  if (data.type === 'canvas') {
    canvas = data.canvas;
    const { renderer: asked, frames } = data;
    renderer = asked === 'server' ? Promise.reject(new Error('Not asked for.')) : openPageRenderer(asked);
    renderer.then(
      ({ description }) => tell({ type: 'ready', by: description.startsWith('GPU') ? 'gpu' : 'cpu' }),
      error => {
        if (asked === 'gpu' || asked === 'cpu') return tell({ type: 'failed', message: (error as Error).message });
        served = frames;
        return tell({ type: 'ready', by: 'server' });
      },
    );
  } else if (data.type === 'music') {
    heard = analysisFrom(data.analysis, data.curves);
    follow();
  } else if (data.type === 'shots') {
    plan = data.plan;
    follow();
    tables = new Map(
      Object.entries(plan.grades).map(([name, { size, data: text }]) => {
        const bytes = Uint8Array.from(atob(text), character => character.charCodeAt(0));
        return [name, { size, data: new Float32Array(bytes.buffer) }];
      }),
    );
  } else if (data.type === 'planes') {
    void planes(data).catch(error => tell({ type: 'failed', message: (error as Error).message }));
  } else draw(data.frame);
};
