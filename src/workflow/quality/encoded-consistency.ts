import { createEncodedConsistency, type VideoShot } from '../../coherence/index.ts';
import { locateModel, modelsFolder } from '../../generators/neural/hub/model-store.ts';
import { type ImageEncoder, openImageEncoder } from '../../generators/neural/image-encoder.ts';
import { decodeVideo, probeVideo } from '../../media/index.ts';

/** What each consistency is called, and by what VBench tells it. */
const titles = { subject: 'Subject consistency', background: 'Background consistency' } as const;
export type ConsistencySide = keyof typeof titles;

/** How alike the pictures of each shot are by an image encoder. */
export interface EncodedFigure {
  side: ConsistencySide;
  /** "Subject consistency" */
  title: string;
  /** As it was named. */
  model: string;
  /** 0 to 1; undefined where no shot has two pictures. */
  consistency?: number;
  /** How many pictures were compared with those before them. */
  pictures: number;
}

/** Image encoders of the user's, open. */
export interface ConsistencyEncoders {
  /**
   * VBench's consistency by each of them.
   *
   * @param rate pictures a second that are looked at; each frame where it is the video's own, as VBench has it
   * @throws {ModelError} when a network fails
   * @throws {MediaError} when the video cannot be read
   */
  measure(
    path: string,
    shots: readonly VideoShot[],
    rate: number,
    listener: { signal?: AbortSignal; progress?(fraction: number, model: string): void },
  ): Promise<EncodedFigure[]>;
  close(): Promise<void>;
}

/**
 * Opens the image encoders by which consistency is to be told: of the subject DINO in VBench, of the background CLIP.
 * Done before anything is measured, so that a wrong name costs no time.
 *
 * @param chosen a folder, or the name of a model that was pulled, a side
 * @throws {ModelError} when there is no such model
 */
export async function openConsistencyEncoders(
  chosen: Readonly<Partial<Record<ConsistencySide, string>>>,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ConsistencyEncoders> {
  const opened: { side: ConsistencySide; model: string; encoder: ImageEncoder }[] = [];
  const close = async (): Promise<void> => {
    for (const { encoder } of opened) await encoder.close();
  };
  try {
    for (const side of Object.keys(titles) as ConsistencySide[]) {
      const model = chosen[side];
      if (model === undefined) continue;
      const folder = await locateModel(model, modelsFolder(environment), 'encoder');
      opened.push({ side, model, encoder: await openImageEncoder(folder) });
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    async measure(path, shots, rate, { signal, progress }) {
      const { frameRate, ...size } = await probeVideo(path);
      const frames = framesOf(shots, Math.max(1, Math.round(frameRate / rate)));
      const begins = new Set(shots.map(({ firstFrame }) => firstFrame));
      const figures: EncodedFigure[] = [];
      for (const { side, model, encoder } of opened) {
        const seen = encoder.sizeOf(size);
        const consistency = createEncodedConsistency();
        let done = 0;
        for await (const { index, data } of decodeVideo(path, { ...seen, format: 'rgb24', frames })) {
          signal?.throwIfAborted();
          consistency.add(await encoder.encode(data, seen), begins.has(index));
          progress?.(++done / frames.length, model);
        }
        figures.push({ side, title: titles[side], model, pictures: 0, ...consistency.finish() });
      }
      return figures;
    },
    close,
  };
}

/** Every so many frames of each shot, from its first on. */
function framesOf(shots: readonly VideoShot[], step: number): number[] {
  const frames: number[] = [];
  for (const { firstFrame, endFrame } of shots)
    for (let frame = firstFrame; frame < endFrame; frame += step) frames.push(frame);
  return frames;
}
