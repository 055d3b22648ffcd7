import { basename, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { WorkflowRun } from 'openworkflow/internal';
import { credentialFormat, type SigningIdentity } from '../../finishing/rights/index.ts';
import { loadEdit } from '../assembly/edit-record.ts';
import { finishSigned, signingIdentity, unsignedPath } from '../assembly/rights.ts';
import { adoptLines, jobsOf } from '../clips/ledger.ts';
import { workflowNames } from '../durable/production-workflow.ts';
import { readEditSceneMap } from '../export/export-timeline.ts';
import { keepForeignVideo } from '../planning/check-output.ts';
import { keepToPlan, keptInWords } from '../planning/keep-to-plan.ts';
import { commissionOf, prepareProduction } from '../planning/prepare-production.ts';
import type { RenderRequest, RenderResult } from '../planning/render-request.ts';
import { fileDigest } from '../production/fingerprint.ts';
import { keptPlan, openProduction, productionAt, productionFolderOf } from '../production/production.ts';
import { SettingsError } from '../settings.ts';
import { openArtifactStore } from './artifact-store.ts';
import type { FleetConfiguration } from './configuration.ts';
import { type Database, patiently } from './database.ts';
import { readDatabaseLedger } from './database-ledger.ts';
import { type FleetEngine, progressOf, startProduction, withFleet } from './fleet-engine.ts';
import { packRequest } from './pack-request.ts';
import { fetchProduction, storeRequest } from './remote-production.ts';

/** Milliseconds between two looks at a production that others work on. */
const lookEvery = 500;
const isOver = (run: WorkflowRun): boolean => ['completed', 'succeeded', 'failed', 'canceled'].includes(run.status);

/**
 * Gives a production to the fleet, unless it is there and goes on.
 *
 * @param isReviewed whether its video is looked at; as it was before by default
 * @returns the run of its workflow
 */
export async function enqueue(
  database: Database,
  engine: FleetEngine,
  { id, title, priority }: { id: string; title: string; priority: number },
  isReviewed?: boolean,
): Promise<string> {
  return database.begin(async transaction => {
    // Two who ask for the same at once would both find that nobody makes it.
    await transaction`SELECT pg_advisory_xact_lock(hashtextextended(${id}, 0))`;
    const [known] = await transaction<{ run: string }[]>`SELECT run FROM phosphene.production WHERE id = ${id}`;
    const before = known && (await engine.productions.getWorkflowRun({ workflowRunId: known.run }));
    if (before && !isOver(before)) return before.id;
    const reviewed = isReviewed ?? before?.workflowName === workflowNames.review;
    const { id: run } = await startProduction(engine, { production: id, priority }, reviewed);
    await transaction`
      INSERT INTO phosphene.production (id, run, title, priority) VALUES (${id}, ${run}, ${title}, ${priority})
      ON CONFLICT (id) DO UPDATE SET run = ${run}, priority = ${priority}, asked = now()`;
    return run;
  });
}

/**
 * Footage is looked at where it lies: the map that comes of it names what is shown, and only that goes to the fleet.
 * So does the map that a language model directed earlier.
 */
async function withoutFootage(request: RenderRequest): Promise<RenderRequest> {
  const { outputPath } = commissionOf(request);
  const kept = keepToPlan(request, outputPath);
  const isDirected =
    kept !== request && request.director === undefined && keptPlan(productionAt(outputPath))?.asked?.director;
  if (kept.footage === undefined && !isDirected) {
    const told = keptInWords(request, kept);
    if (told) request.note?.(told);
    return kept;
  }
  const { sceneMapPath } = await prepareProduction(request);
  return { ...request, footage: undefined, sceneMapPath };
}

/**
 * Has a video made by the machines of a fleet, and brings it here. It is signed here: a private key leaves the user's
 * machine for nobody.
 *
 * @throws {SettingsError} with the shot and the reason where it cannot be made
 * @throws the signal's reason when it is aborted; the fleet goes on
 */
export async function renderOnFleet(request: RenderRequest, configuration: FleetConfiguration): Promise<RenderResult> {
  const { outputPath } = commissionOf(request);
  keepForeignVideo(outputPath, [productionFolderOf(outputPath)]);
  if (request.credentials) credentialFormat(outputPath);
  const identity = request.credentials && (await signingIdentity(request.credentials));
  const order = await packRequest(await withoutFootage(request));
  const { packed, inputs } = order;
  const store = openArtifactStore(configuration.artifacts);
  return withFleet(configuration, async (database, engine) => {
    await storeRequest(store, packed, inputs);
    const { id, title } = packed;
    const isReviewed = request.qa !== undefined && request.qa !== 'off';
    const asked = { id, title, priority: request.priority ?? 0 };
    const run = await patiently(() => enqueue(database, engine, asked, isReviewed));
    request.note?.(`The fleet makes it as ${packed.id.slice(0, 8)}; "phosphene jobs" shows how far it is.`);
    const result = await awaitRun(engine, run, request, packed.id);
    const { folder, reportPath } = openProduction(outputPath);
    const lines = await readDatabaseLedger(database, packed.id);
    const ordered = jobsOf(lines).map(({ clip }) => clip);
    if (identity) {
      await fetchProduction(store, order, ordered, outputPath, unsignedPath(outputPath));
      await signHere(request, outputPath, folder, identity);
    } else await fetchProduction(store, order, ordered, outputPath);
    adoptLines(folder, lines);
    const qa = result.qa && {
      ...result.qa,
      reportPath: join(folder, basename(result.qa.reportPath)),
      ...(result.qa.unmendedPath ? { unmendedPath: join(folder, basename(result.qa.unmendedPath)) } : {}),
    };
    return { ...result, outputPath: resolve(outputPath), productionFolder: folder, reportPath, ...(qa ? { qa } : {}) };
  });
}

/** Signs a video that the fleet has made, before it gets its name. */
async function signHere(
  request: RenderRequest,
  outputPath: string,
  folder: string,
  identity: SigningIdentity,
): Promise<void> {
  const edit = loadEdit(folder);
  const map = readEditSceneMap(folder, edit);
  if (!map) throw new SettingsError(`The scene map of ${folder} cannot be read, so the video is not signed.`);
  const track = { sha256: await fileDigest(resolve(request.audioPath)) };
  await finishSigned(unsignedPath(outputPath), outputPath, folder, edit, map, track, identity);
}

async function awaitRun(engine: FleetEngine, runId: string, request: RenderRequest, id: string): Promise<RenderResult> {
  let told = '';
  const heard = new Set<string>();
  const tell = (notes: readonly string[] = []): void => {
    for (const note of notes) if (!heard.has(note)) request.note?.(note);
    for (const note of notes) heard.add(note);
  };
  for (;;) {
    if (request.signal?.aborted) {
      request.note?.(
        `The fleet goes on; run the same command to await it, or "phosphene jobs --cancel ${id.slice(0, 8)}" to end it.`,
      );
      throw request.signal.reason;
    }
    const run = await patiently(() => engine.productions.getWorkflowRun({ workflowRunId: runId }), request.signal);
    if (!run) throw new SettingsError(`The fleet's database no longer knows ${id}; run the same command again.`);
    if (run.status === 'completed') {
      const result = run.output as unknown as RenderResult;
      tell(result.notes);
      return result;
    }
    if (run.status === 'canceled')
      throw new SettingsError('Somebody has called this production off; run the same command again to have it made.');
    if (run.status === 'failed')
      throw new SettingsError(
        `${(run.error as { message?: string } | null)?.message ?? 'The fleet could not make it.'}`,
      );
    const { plan, pieces } = await patiently(() => progressOf(engine, runId), request.signal);
    tell(plan?.notes);
    const done = pieces.filter(({ status }) => status === 'completed').length;
    const detail = `${done} of ${pieces.length} pieces`;
    if (pieces.length > 0 && detail !== told)
      request.progress?.({
        stage: 'fleet',
        fraction: done / pieces.length,
        detail,
      });
    told = detail;
    await wait(lookEvery, undefined, { signal: request.signal }).catch(() => undefined);
  }
}
