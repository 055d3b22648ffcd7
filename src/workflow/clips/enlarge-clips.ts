import { copyFile, link } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Environment } from '../../generators/cloud/access.ts';
import { footage } from '../../generators/footage/index.ts';
import { locateModel, modelsFolder } from '../../generators/neural/hub/model-store.ts';
import { ModelError } from '../../generators/neural/model-error.ts';
import { type Device, devices } from '../../generators/neural/onnx-runtime.ts';
import { neededNetwork } from '../../generators/neural/weights-file.ts';
import { upscaleClip } from '../../generators/upscaling/upscale-clip.ts';
import { openUpscaler, ownUpscaler, type Upscaler } from '../../generators/upscaling/upscaler.ts';
import { probeVideo } from '../../media/index.ts';
import { fileFingerprint, fingerprint } from '../production/fingerprint.ts';
import { SettingsError, type Size } from '../settings.ts';
import type { PlannedClip } from './planned-clip.ts';

/** Raised when clips are enlarged differently by the same network. */
const enlargingForm = 1;

/** The network that a person chose to enlarge clips with. */
export interface ChosenUpscaler {
  /** Its .onnx file. */
  path: string;
  /** For people. */
  title: string;
  /** Stands for the file's content. */
  fingerprint: string;
}

/**
 * Finds the network that clips are to be enlarged with.
 *
 * @param chosen true for the small one that comes with Phosphene; else a pulled one's name, or a path
 * @throws {SettingsError} when it is not there
 */
export async function findUpscaler(chosen: string | true, environment: Environment): Promise<ChosenUpscaler> {
  try {
    const folder = chosen === true ? ownUpscaler : await locateModel(chosen, modelsFolder(environment), 'upscaler');
    const path = neededNetwork(folder);
    const title = chosen === true ? 'Phosphene’s own small network' : chosen;
    return { path: resolve(path), title, fingerprint: await fileFingerprint(path) };
  } catch (error) {
    if (error instanceof ModelError) throw new SettingsError(error.message);
    throw error;
  }
}

/**
 * Gives the clips of generators the names under which they lie enlarged. Footage is cut at the video's size, and stays
 * as it is.
 */
export function nameEnlarged(clips: readonly PlannedClip[], upscaler: ChosenUpscaler, output: Size): void {
  for (const one of clips)
    if (one.generator.provider !== footage)
      one.enlarged = fingerprint(enlargingForm, one.clip, upscaler.fingerprint, output);
}

/** Enlarges clips one after another; the network is opened with the first that needs it. */
export function createEnlarger(
  chosen: ChosenUpscaler,
  {
    output,
    environment,
    note,
    signal,
  }: { output: Size; environment: Environment; note(line: string): void; signal?: AbortSignal },
) {
  let opened: Promise<Upscaler> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let told = false;
  const open = (): Promise<Upscaler> => {
    const device = environment.PHOSPHENE_DIFFUSION_DEVICE as Device | undefined;
    opened ??= openUpscaler(chosen.path, { device: device && devices.includes(device) ? device : 'auto' });
    return opened;
  };
  const enlarge = async (from: string, to: string, shot: string, tell: (share: number) => void): Promise<void> => {
    const { width, height } = await probeVideo(from);
    if (width >= output.width * 0.99 && height >= output.height * 0.99) {
      await link(from, to).catch(() => copyFile(from, to));
      return;
    }
    const upscaler = await open();
    await upscaleClip(upscaler, from, to, {
      output,
      signal,
      progress: (share, seconds) => {
        tell(share);
        if (told) return;
        told = true;
        const minutes = seconds / 60;
        note(
          `${shot} is enlarged from ${width}x${height} by ${chosen.title}: about ${minutes < 1 ? `${Math.ceil(seconds)} seconds` : `${minutes.toFixed(0)} minutes`} on ${upscaler.device === 'cpu' ? 'the processor' : upscaler.device}.`,
        );
      },
    });
  };
  /** @param shot for people; @param tell hears how far it is, 0 to 1 */
  return (from: string, to: string, shot: string, tell: (share: number) => void): Promise<void> => {
    const turn = last.then(() => enlarge(from, to, shot, tell));
    last = turn.catch(() => undefined);
    return turn;
  };
}
