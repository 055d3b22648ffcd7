import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { copyFile, link, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dollars } from '../../formatting/dollars.ts';
import { findGenerator, type Generator } from '../../generators/catalogue.ts';
import { accessOf, emulatorAddress } from '../../generators/cloud/access.ts';
import { type Connection, GeneratorError, type Limits, listPrice, type Provider } from '../../generators/port.ts';
import { decodeVideo, encodeImage, writeExcerpt } from '../../media/index.ts';
import type { ClipUse } from '../drawing/shots.ts';
import { fingerprint } from '../production/fingerprint.ts';
import { ClipError, type ClipOrder, clipPath, type OrderContext } from './clip-order.ts';
import { clipsFolderOf, clipsOfScene, type SceneClips } from './clips-of-scene.ts';
import type { VideoClipsInputs } from './clips-request.ts';
import { createEnlarger, findUpscaler } from './enlarge-clips.ts';
import { type Ledger, spendingOf } from './ledger.ts';
import { makeClip } from './order-clip.ts';
import type { Anchor, PlannedClip } from './planned-clip.ts';
import type { ProviderGate } from './provider-gate.ts';

import { concurrentAt, usesOf, type VideoClipsPlan } from './video-clips.ts';

/** Emulated providers are asked more often, so that rehearsals are quick. */
const emulatedPollSeconds = 0.03;
const emulatedRequestsPerSecond = 1000;
const emulatedSettling = { absent: 0.5, unknown: 2 };

/**
 * How long an order may be on its way before it is certain that it never arrived; what runs in this process is known at
 * once.
 */
function settlingOf({ provider, model }: Generator, emulated: boolean): OrderContext['settleSeconds'] {
  if (provider.local) return { absent: 0, unknown: 0 };
  // A service that lists only what has begun may keep it in its queue for as long as a clip takes.
  return emulated ? emulatedSettling : { absent: 60, unknown: 60 + 2 * model.typicalSeconds };
}

/** What making clips needs beside their plan. */
export interface ClipMakingOptions {
  ledger: Ledger;
  /** The gate of a provider; the same for all productions that share its account here. */
  gateOf(provider: Provider, limits: Limits): ProviderGate;
  /** Hears the clips that are done, and the shares of those in the making added up. */
  progress(done: number, all: number, begun: number): void;
  signal?: AbortSignal;
}

/** Makes the clips of scenes, several at once within what each provider allows. */
export interface ClipMaking {
  /**
   * @returns what is shown of the scene; undefined where the built-in generator is to draw it, at the end of a fallback
   * @throws {ClipError | GeneratorError} with the shot and the reason
   */
  makeScene(planned: SceneClips): Promise<ClipUse[] | undefined>;
}

/**
 * Makes ready the making of a plan's clips.
 *
 * @throws {GeneratorError} where a key is missing: told before the first order
 */
export function openClipMaking(plan: VideoClipsPlan, options: ClipMakingOptions): ClipMaking {
  const { inputs } = plan;
  mkdirSync(clipsFolderOf(inputs.productionFolder), { recursive: true });
  const providers = new Map<Provider, Opened>();
  const all = plan.scenes.reduce((sum, { clips }) => sum + clips.length, 0);
  let done = 0;
  const shares = new Map<string, number>();
  const tell = (): void =>
    options.progress(
      done,
      all,
      [...shares.values()].reduce((sum, share) => sum + share, 0),
    );
  const context: MakingContext = {
    inputs,
    ledger: options.ledger,
    signal: options.signal,
    open: provider => {
      let opened = providers.get(provider);
      if (!opened) providers.set(provider, (opened = openProvider(inputs, provider, options.gateOf)));
      return opened;
    },
    making(clip, share) {
      shares.set(clip, Math.min(0.99, share));
      tell();
    },
    finished(clip) {
      shares.delete(clip);
      done++;
      tell();
    },
  };
  const { upscale } = inputs.choice;
  if (upscale !== undefined)
    context.enlarge = findUpscaler(upscale, inputs.environment).then(chosen =>
      createEnlarger(chosen, { ...inputs, signal: options.signal }),
    );
  // What is there already needs no key.
  const folder = clipsFolderOf(inputs.productionFolder);
  for (const { generator, clips } of plan.scenes)
    if (clips.some(({ clip, madeAt }) => madeAt === undefined && !existsSync(clipPath(folder, clip))))
      context.open(generator.provider);
  return { makeScene: planned => makeScene(planned, context) };
}

interface Opened {
  connection: Connection;
  baseUrl: string;
  gate: ProviderGate;
  pollSeconds: number;
}

interface MakingContext {
  inputs: VideoClipsInputs;
  ledger: Ledger;
  signal?: AbortSignal;
  open(provider: Provider): Opened;
  /** Hears how far a clip is, 0 to 1, and that it is done. */
  making(clip: string, share: number): void;
  finished(clip: string): void;
  /** Where clips are to be enlarged by a network. */
  enlarge?: Promise<ReturnType<typeof createEnlarger>>;
}

function openProvider(inputs: VideoClipsInputs, provider: Provider, gateOf: ClipMakingOptions['gateOf']): Opened {
  const access = accessOf(provider, inputs.environment);
  const emulated = emulatorAddress(inputs.environment) !== undefined;
  return {
    connection: provider.connect(access),
    baseUrl: access.baseUrl,
    gate: gateOf(provider, {
      ...provider.limits,
      concurrent: concurrentAt(inputs, provider),
      requestsPerSecond: emulated ? emulatedRequestsPerSecond : provider.limits.requestsPerSecond,
    }),
    pollSeconds: emulated ? emulatedPollSeconds : provider.limits.pollSeconds,
  };
}

/**
 * Makes a scene with its generator, and with those of the fallback after it. @returns undefined where the built-in one
 * is to draw it
 */
async function makeScene(planned: SceneClips, context: MakingContext): Promise<ClipUse[] | undefined> {
  const { inputs } = context;
  const names = inputs.choice.fallback ?? [];
  let { clips, generator } = planned;
  for (let i = 0; ; i++) {
    try {
      await makeClips(clips, context);
      return usesOf(clips);
    } catch (error) {
      const known = error instanceof ClipError || error instanceof GeneratorError;
      // What may have been paid already is not paid a second time elsewhere.
      if (!known || i >= names.length || error.kind === 'unknown-outcome') throw error;
      const next = findGenerator(names[i]);
      inputs.note(
        `${error.message} Instead, ${next ? next.name : 'the built-in generator'} makes scene ${planned.scene + 1}.`,
      );
      if (!next) return undefined;
      generator = next;
      clips = (await clipsOfScene(inputs, planned.scene, generator, inputs.note))?.clips ?? [];
    }
  }
}

/** Makes clips, each as soon as what it goes on from is there. Waits for all before a failure is told. */
async function makeClips(clips: readonly PlannedClip[], context: MakingContext): Promise<void> {
  const making = new Map<PlannedClip, Promise<void>>();
  for (const planned of clips) {
    const { after, anchors } = planned;
    const before = [after, anchors?.first?.of, anchors?.last?.of].flatMap(one => (one && making.get(one)) ?? []);
    making.set(
      planned,
      Promise.all(before).then(() => makeOne(planned, context)),
    );
  }
  const results = await Promise.allSettled(making.values());
  const failed = results.find(result => result.status === 'rejected');
  if (failed) throw failed.reason;
}

async function makeOne(planned: PlannedClip, context: MakingContext): Promise<void> {
  const folder = clipsFolderOf(context.inputs.productionFolder);
  await makeOrFind(planned, context);
  const { clip, enlarged, shot } = planned;
  if (enlarged !== undefined && !existsSync(clipPath(folder, enlarged)))
    await (await context.enlarge!)(clipPath(folder, clip), clipPath(folder, enlarged), shot, share =>
      context.making(clip, share),
    );
  context.finished(clip);
}

async function makeOrFind(planned: PlannedClip, context: MakingContext): Promise<void> {
  const { inputs, ledger, signal } = context;
  const folder = clipsFolderOf(inputs.productionFolder);
  const { frames, clip, shot, generator, madeAt } = planned;
  const path = clipPath(folder, clip);
  if (madeAt !== undefined && !existsSync(path)) await takeOver(madeAt, path);
  if (existsSync(path)) return;
  const { connection, baseUrl, gate, pollSeconds } = context.open(generator.provider);
  const request = await withInputs(planned, inputs);
  const order: ClipOrder = {
    clip,
    shot,
    generator,
    request,
    // Spoken words take as long as they take; the last picture then stands.
    secondsNeeded: generator.model.capabilities.speech
      ? 0
      : Math.min(request.seconds, (frames.end - frames.first) / inputs.frameRate),
  };
  await makeClip(order, {
    ledger,
    clipsFolder: folder,
    connection,
    baseUrl,
    gate,
    pollSeconds,
    settleSeconds: settlingOf(generator, emulatorAddress(inputs.environment) !== undefined),
    reorderUnclear: inputs.choice.reorderUnclear ?? false,
    note: inputs.note,
    progress: share => context.making(clip, share),
    signal,
    approve: one => approve(one, ledger, inputs.choice.budget),
  });
}

/** Puts a clip of another production into this one, so that it goes on without that; on one disk it takes no room. */
async function takeOver(from: string, path: string): Promise<void> {
  const half = `${path}.${randomUUID()}`;
  await link(from, half).catch(() => copyFile(from, half));
  await rename(half, path);
  // Of two names for one file, neither goes when one is renamed to the other.
  await rm(half, { force: true });
}

/** Holds the budget at the very call: a fallback may cost more than what was planned. */
async function approve(order: ClipOrder, ledger: Ledger, budget: number | undefined): Promise<void> {
  if (budget === undefined) return;
  const { spent, open } = spendingOf(await ledger.jobs());
  const price = listPrice(order.generator.model, order.request.seconds);
  if (price === undefined || !(spent + open + price <= budget + 1e-9))
    throw new ClipError(
      order,
      'quota',
      `the budget of ${dollars(budget)} does not reach for it${price === undefined ? ', as its price is not known' : ` (${dollars(price)} more after ${dollars(spent + open)})`}.`,
    );
}

/**
 * Makes the pictures and sounds that a request needs: the last picture of the clip before, the stretch of the track.
 */
async function withInputs(planned: PlannedClip, inputs: VideoClipsInputs): Promise<PlannedClip['request']> {
  const folder = join(inputs.productionFolder, 'inputs');
  const request = { ...planned.request };
  const { after, anchors, audio } = planned;
  if (after || anchors || audio) mkdirSync(folder, { recursive: true });
  const anchorOf = async ({ of, frame }: Anchor): Promise<{ path: string }> => {
    const path = join(folder, `${fingerprint(of.clip, frame - of.frames.first)}.png`);
    if (!existsSync(path)) {
      // The picture that stands at that frame.
      const shown = (frame - of.frames.first + 1) / inputs.frameRate;
      await writeFile(path, await lastPicture(clipPath(clipsFolderOf(inputs.productionFolder), of.clip), shown));
    }
    return { path };
  };
  if (anchors?.first) request.firstFrame = await anchorOf(anchors.first);
  if (anchors?.last) request.lastFrame = await anchorOf(anchors.last);
  if (after) {
    const path = join(folder, `${fingerprint(after.clip, after.frames)}.png`);
    if (!existsSync(path)) {
      const shown = (after.frames.end - after.frames.first) / inputs.frameRate;
      await writeFile(path, await lastPicture(clipPath(clipsFolderOf(inputs.productionFolder), after.clip), shown));
    }
    request.firstFrame = { path };
  }
  if (audio && planned.generator.model.capabilities.followsMusic)
    request.music = { analysis: inputs.analysis, start: audio.start };
  else if (audio) {
    const path = join(folder, `${fingerprint(inputs.audio, audio)}.wav`);
    if (!existsSync(path)) await writeExcerpt(inputs.audioPath, audio.start, audio.duration, path);
    request.audio = { path };
  }
  return request;
}

/** The last picture that is shown of a clip, as PNG. */
async function lastPicture(path: string, shownSeconds: number): Promise<Uint8Array> {
  let last: { width: number; height: number; data: Uint8Array } | undefined;
  for await (const picture of decodeVideo(path, { format: 'rgb24' })) {
    if (last && picture.time > shownSeconds - 1e-3) break;
    last = picture;
  }
  if (!last) throw new GeneratorError('provider', 'The clip before has no pictures.');
  return encodeImage(last.width, last.height, last.data, 'png');
}
