import { batch, computed, signal } from '@preact/signals';
import type { SceneMap } from '../../scene-map/document/schema.ts';
import type { FinishedTake, Found, Money } from '../../server/contract/events.ts';
import type { Answer } from '../../server/contract/operations.ts';
import type { ProductionView, StudioSettings } from '../../server/contract/schemas.ts';
import type { Progress } from '../../workflow/progress.ts';
import { call, send } from '../api.ts';
import { readMap, writeMap } from '../map-edits.ts';
import { attempt } from './studio.ts';

/** The open production. */
export const view = signal<ProductionView | undefined>(undefined);
export const analysis = signal<Answer<'readAnalysis'> | undefined>(undefined);
export const map = signal<SceneMap | undefined>(undefined);
/** The map as the server keeps it: what it draws, until the edits that are under way have arrived. */
export const keptMap = signal<SceneMap | undefined>(undefined);
/** The settings as the server keeps them. */
export const keptSettings = signal<StudioSettings>({});
/** What the live picture is drawn from. */
export const plan = signal<Answer<'readShots'> | undefined>(undefined);
export const takes = signal<Answer<'readTakes'> | undefined>(undefined);
export const deliveries = signal<Answer<'listExports'>>([]);
export const lyrics = signal<Answer<'readLyrics'> | undefined>(undefined);
export const media = signal<string[]>([]);
/** Peaks of the waveform as they are heard, 50 a second, until the analysis is whole. */
export const heard = signal<number[]>([]);
/** Beats and sections as they are found, until the analysis is whole. */
export const found = signal<Found>({});
/** What the render under way has spent. */
export const money = signal<Money | undefined>(undefined);
export const progress = signal<Progress | undefined>(undefined);
export const notes = signal<string[]>([]);
/** Takes of the render under way, as they land. */
export const landed = signal<FinishedTake[]>([]);
/** Number of the selected scene. */
export const selected = signal(0);
/** Stretch of the song that is marked, in seconds. */
export const marked = signal<{ start: number; end: number } | undefined>(undefined);
/** Whether edits are on their way to the server. */
export const isSaving = signal(false);
/** Whether what is there of the production has been loaded. */
export const isLoaded = signal(false);
/** Counts renders, so that a new video is not taken for the one before. */
export const videoVersion = signal(0);
/** The same of logos. */
export const logoVersion = signal(0);

export const isBusy = computed(() => view.value?.state === 'running' || view.value?.state === 'queued');
/** Analysing or planning; the picture and the map are not there yet, or will change. */
export const isPlanning = computed(() => isBusy.value && view.value?.job?.kind === 'plan');
export const isRendering = computed(() => isBusy.value && view.value?.job?.kind === 'render');
export const isExporting = computed(() => isBusy.value && !isPlanning.value && !isRendering.value);
/** The map and its scenes may be edited: also while a video is made of what they were. */
export const canEdit = computed(() => map.value !== undefined && !isPlanning.value);
export const duration = computed(() => analysis.value?.duration ?? view.value?.seconds ?? 0);
export const scene = computed(() => map.value?.scenes[selected.value]);
/** Sections of the song, as far as they are known. */
export const sections = computed(() => analysis.value?.sections ?? found.value.sections ?? []);
export const beatTimes = computed(() => analysis.value?.beats.map(beat => beat.time) ?? found.value.beats ?? []);
export const downbeatTimes = computed(
  () => analysis.value?.downbeats.map(beat => beat.time) ?? found.value.downbeats ?? [],
);

let etag = '';
let current: string | undefined;

/** The revision of the map that the page knows. */
export const revision = (): string => etag;

/** Whether a production is the open one; none, whether none is. */
export const isOpen = (id: string | undefined): boolean => current === id;

/** The id of the open production. */
export const here = (): { id: string } => ({ id: current! });

/** Makes another production the open one, or none; nothing of it is there yet. */
export function setOpen(id: string | undefined): void {
  current = id;
  batch(() => {
    view.value =
      analysis.value =
      map.value =
      keptMap.value =
      plan.value =
      takes.value =
      lyrics.value =
      progress.value =
      marked.value =
        undefined;
    deliveries.value = [];
    media.value = [];
    heard.value = [];
    found.value = {};
    money.value = undefined;
    notes.value = [];
    landed.value = [];
    selected.value = 0;
    isLoaded.value = false;
    keptSettings.value = {};
  });
}

/** Asks for something of the open production, and takes what is told if that one is still open then. */
export async function ask<Told>(
  asked: (params: { id: string }) => Promise<Told>,
  take: (told: Told) => void,
): Promise<void> {
  const params = here();
  const told = await asked(params);
  if (isOpen(params.id)) take(told);
}

/** Takes the map of the server over. */
export async function loadMap(): Promise<void> {
  await ask(
    async params => {
      const answer = await send('readSceneMap', { params });
      return { state: answer.headers.get('etag') ?? '', text: await answer.text() };
    },
    ({ state, text }) => {
      // An edit that was begun meanwhile is not taken back by what the server knew before.
      if (isSaving.value) return;
      etag = state;
      map.value = keptMap.value = readMap(text);
      if (selected.value >= map.value.scenes.length) selected.value = map.value.scenes.length - 1;
    },
  );
  await loadPlan();
}

export const loadPlan = (): Promise<void> =>
  ask(
    params => call('readShots', { params }),
    told => {
      plan.value = told;
    },
  );

/** Keeps a map on the server. @throws {ApiError} 412 where somebody else edited it meanwhile */
export async function storeMap(wanted: SceneMap): Promise<void> {
  const params = here();
  const answer = await send('saveSceneMap', { params, body: writeMap(wanted) }, { 'if-match': etag });
  if (!isOpen(params.id)) return;
  etag = answer.headers.get('etag') ?? '';
  keptMap.value = wanted;
}

const loadMusic = (): Promise<void> =>
  ask(
    params => call('readAnalysis', { params }),
    told => {
      analysis.value = told;
    },
  );

const loadResults = (): Promise<void> =>
  ask(
    params => Promise.all([call('readTakes', { params }), call('listExports', { params })]),
    told => {
      [takes.value, deliveries.value] = told;
    },
  );

/** Loads words, pictures and footage that were brought. */
export const loadMaterial = (): Promise<void> =>
  ask(
    params => Promise.all([call('readLyrics', { params }), call('listMedia', { params })]),
    told => {
      [lyrics.value, media.value] = told;
    },
  );

/** Takes over how the server says that the production stands. */
function takeView(told: ProductionView): void {
  view.value = told;
  keptSettings.value = told.settings;
}

/** Loads how the production stands. */
export const loadView = (): Promise<void> => ask(params => call('readProduction', { params }), takeView);

/** Loads what a render or an export has changed: how the production stands, and what came of it. */
export async function loadOutcome(): Promise<void> {
  await Promise.all([loadView(), loadResults()]);
}

/** Loads what is there of the production. */
export async function loadAll(): Promise<void> {
  const { id } = here();
  await loadView();
  if (!isOpen(id)) return;
  const { hasAnalysis, hasSceneMap } = view.value!;
  await Promise.all([
    hasAnalysis && !isPlanning.value ? loadMusic() : undefined,
    // Edits that are on their way are not taken back by what the server knew before.
    hasSceneMap && hasAnalysis && !isPlanning.value && !isSaving.value ? loadMap() : undefined,
    loadResults(),
    loadMaterial(),
  ]);
}

let statesHeard = 0;

/** Takes up what an event tells of how the production stands. */
export function takeState({ job, state, error }: Pick<ProductionView, 'job' | 'state' | 'error'>): void {
  statesHeard++;
  view.value = { ...view.value!, job, state, error };
}

/** Asks for work and shows how the production stands then. */
export async function begin(work: Promise<ProductionView>): Promise<boolean> {
  return attempt(async () => {
    const before = statesHeard;
    const told = await work;
    // Events may be here before the answer, and may have told of the work's end, which the answer does not know of.
    if (statesHeard === before && isOpen(told.id)) takeView(told);
  });
}

/** Changes what the video is made by; shown at once, and taken back where the server refuses it. */
export async function changeSettings(changes: StudioSettings): Promise<boolean> {
  const before = view.value!;
  const settings = { ...before.settings, ...changes };
  const given = Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined && value !== ''),
  ) as StudioSettings;
  view.value = { ...before, settings: given };
  const isDone = await begin(call('changeSettings', { params: here(), body: given }));
  if (!isOpen(before.id)) return isDone;
  if (isDone) keptSettings.value = given;
  else view.value = { ...view.value!, settings: before.settings };
  return isDone;
}

/** Has a stretch drawn anew: its scenes get other seeds in the map, which is loaded again. */
export async function regenerate(stretch: { start: number; end: number }): Promise<void> {
  if (await begin(call('regenerate', { params: here(), body: stretch }))) await attempt(loadMap);
}
