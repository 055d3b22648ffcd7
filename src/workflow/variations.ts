import { basename, extname, join, resolve } from 'node:path';
import type { Analysis } from '../audio/index.ts';
import { escapeMarkup } from '../formatting/escape-markup.ts';
import type { SceneLibrary } from '../generators/procedural/scene-library.ts';
import { encodeImage } from '../media/index.ts';
import { explainPlan, planVariations, printSceneMap, type SceneMap } from '../scene-map/index.ts';
import { createStillDrawer } from './drawing/draw-still.ts';
import { directScenes } from './planning/direct-scenes.ts';
import { type Prepared, planOptions, prepareProduction } from './planning/prepare-production.ts';
import type { RenderRequest } from './planning/render-request.ts';
import { makeFolder } from './production/make-folder.ts';
import { openProduction, saveAnalysis, writeWhole } from './production/production.ts';
import { renderVideo } from './render-video.ts';
import { outputSize, SettingsError, type Size } from './settings.ts';
import { linesToDirect } from './words/lyrics.ts';

/** One alternative to choose from. */
export interface Variation {
  /** Its number, from 1: what `--variation` takes. */
  number: number;
  seed: number;
  sceneMap: SceneMap;
  sceneMapPath: string;
  explanation: string[];
  /** A preview, where they were rendered. */
  previewPath?: string;
}

/** Alternatives, and where they can be compared. */
export interface VariationsResult {
  folder: string;
  /** A row of pictures for each. */
  contactSheetPath: string;
  /** The same with words, and with the previews. */
  pagePath: string;
  /** Whether a language model directed them: one is then taken by its scene map, which costs nothing more. */
  directed: boolean;
  variations: Variation[];
}

/** Pictures of each alternative. */
const columns = 8;

/**
 * Plans alternatives for a track and shows them side by side; with `previews` it renders each, too (the strongest half
 * minute, where nothing else is asked for).
 *
 * @param count 2 to 12
 * @throws {SettingsError | MediaError} each one clear sentence
 */
export async function compareVariations(
  request: RenderRequest,
  count: number,
  { previews }: { previews: boolean },
): Promise<VariationsResult> {
  if (request.sceneMapPath)
    throw new SettingsError('A scene map of your own has no variations; leave --variations or --map out.');
  // The map that was directed is rendered, and into a given map no footage is cut: told before the director is paid.
  if (request.director !== undefined && request.footage !== undefined)
    throw new SettingsError(
      'Footage is not cut into alternatives that a language model directs; leave --footage, --director or --variations out.',
    );
  if (!Number.isInteger(count) || count < 2 || count > 12)
    throw new SettingsError(`There can be 2 to 12 variations, not ${count}.`);
  const audioPath = resolve(request.audioPath);
  const name = basename(request.outputPath ?? audioPath, extname(request.outputPath ?? audioPath));
  const folder = join(request.outputPath ? resolve(request.outputPath, '..') : process.cwd(), `${name}-variations`);
  makeFolder(folder);
  const outputOf = (number: number): string => join(folder, `variation-${number}.mp4`);
  const base = { ...request, variation: undefined, director: undefined, replan: true };
  const prepared = await prepareProduction({ ...base, outputPath: outputOf(1) });
  const { analysis, audio, settings, library } = prepared;
  const planned = planVariations(analysis, library.scenes, planOptions(audioPath, settings), count);
  const maps = request.director === undefined ? planned : await directEach(request, planned, prepared, outputOf);
  const variations = maps.map((sceneMap, i): Variation => {
    const sceneMapPath = join(folder, `variation-${i + 1}.json`);
    writeWhole(sceneMapPath, printSceneMap(sceneMap));
    const explanation = explainPlan(sceneMap, analysis);
    return { number: i + 1, seed: sceneMap.seed, sceneMap, sceneMapPath, explanation };
  });

  const { width, height } = outputSize(settings.resolution, settings.aspectRatio);
  const cell = { width: 240, height: Math.max(2, Math.round((240 * height) / width / 2) * 2) };
  const rows = await drawRows(variations, analysis, library, cell, request);
  const sheet = joinRows(rows, cell);
  const contactSheetPath = join(folder, 'contact-sheet.png');
  writeWhole(contactSheetPath, await encodeImage(sheet.width, sheet.height, sheet.pixels, 'png'));

  if (previews) {
    const asked = request.start !== undefined || request.duration !== undefined;
    for (const variation of variations) {
      const outputPath = outputOf(variation.number);
      // The track is heard once for all of them.
      saveAnalysis(openProduction(outputPath), audio, analysis);
      const { seed, number } = variation;
      request.note?.(`Variation ${number} of ${count}, seed ${seed}.`);
      const preview = asked ? { quality: request.quality ?? 'draft', resolution: request.resolution ?? '720p' } : {};
      // What a model said is not asked for again: the map is given.
      const plan = request.director === undefined ? {} : { sceneMapPath: variation.sceneMapPath };
      await renderVideo({ ...base, ...preview, ...plan, preview: !asked, seed, outputPath });
      variation.previewPath = outputPath;
    }
  }
  const pagePath = join(folder, 'index.html');
  const pictures = await Promise.all(
    rows.map(async row => {
      const one = joinRows([row], cell);
      return Buffer.from(await encodeImage(one.width, one.height, one.pixels, 'jpeg')).toString('base64');
    }),
  );
  const directed = request.director !== undefined;
  writeWhole(pagePath, comparisonPage(basename(audioPath), variations, pictures, directed));
  return { folder, contactSheetPath, pagePath, directed, variations };
}

/** Lets the director say what is seen in each plan; it is told of those before, so that they come out unlike. */
async function directEach(
  request: RenderRequest,
  planned: readonly SceneMap[],
  { analysis, settings, library, track: { tags } }: Prepared,
  outputOf: (number: number) => string,
): Promise<SceneMap[]> {
  const directed: SceneMap[] = [];
  const lyrics = linesToDirect(request, resolve(request.audioPath), tags, analysis);
  for (const [i, map] of planned.entries()) {
    const note = (line: string): void => request.note?.(`Variation ${i + 1}: ${line}`);
    const { environment, signal } = request;
    const production = openProduction(outputOf(i + 1));
    const stage = {
      map,
      analysis,
      catalogue: library.scenes,
      style: settings.style,
      lyrics,
      environment,
      signal,
      note,
    };
    directed.push(
      await directScenes(request, { ...stage, earlier: [...directed], productionFolder: production.folder }),
    );
  }
  return directed;
}

/**
 * Numbers of the scenes that stand for a video: at even places in time, so that the rows can be compared column by
 * column.
 */
function scenesShown({ scenes }: SceneMap): number[] {
  const [from, to] = [scenes[0].start_time, scenes[scenes.length - 1].end_time];
  return Array.from({ length: columns }, (_, i) => {
    const time = from + ((i + 0.5) / columns) * (to - from);
    return Math.max(
      0,
      scenes.findIndex(({ end_time }) => time < end_time),
    );
  });
}

async function drawRows(
  variations: readonly Variation[],
  analysis: Analysis,
  library: SceneLibrary,
  cell: Size,
  { progress, signal }: RenderRequest,
): Promise<Uint8Array[][]> {
  const stills = createStillDrawer(library);
  const rows: Uint8Array[][] = [];
  try {
    for (const { sceneMap, sceneMapPath } of variations) {
      const row: Uint8Array[] = [];
      for (const index of scenesShown(sceneMap)) {
        signal?.throwIfAborted();
        row.push(await stills.pixels({ map: sceneMap, mapPath: sceneMapPath, analysis }, index, cell));
        const done = (rows.length * columns + row.length) / (variations.length * columns);
        progress?.({ stage: 'plan', fraction: done, detail: 'pictures of the variations' });
      }
      rows.push(row);
    }
  } finally {
    await stills.close();
  }
  return rows;
}

const gap = 6;

function joinRows(rows: readonly Uint8Array[][], cell: Size): { width: number; height: number; pixels: Uint8Array } {
  const width = cell.width * columns;
  const step = cell.height + gap;
  const height = rows.length * step - gap;
  const pixels = new Uint8Array(width * height * 3).fill(20);
  rows.forEach((row, r) => {
    row.forEach((picture, c) => {
      for (let y = 0; y < cell.height; y++) {
        const from = y * cell.width * 3;
        pixels.set(picture.subarray(from, from + cell.width * 3), ((r * step + y) * width + c * cell.width) * 3);
      }
    });
  });
  return { width, height, pixels };
}

function comparisonPage(
  track: string,
  variations: readonly Variation[],
  pictures: readonly string[],
  directed: boolean,
): string {
  const parts = variations.map(({ number, seed, sceneMap, sceneMapPath, explanation, previewPath }, i) => {
    const take = directed
      ? `<code>phosphene render ${escapeMarkup(track)} --map ${escapeMarkup(basename(sceneMapPath))}</code>, the map in this folder`
      : `<code>phosphene render ${escapeMarkup(track)} --variation ${number}</code> or <code>--seed ${seed}</code>`;
    const video = previewPath
      ? `<video controls preload="none" src="${escapeMarkup(encodeURI(basename(previewPath)))}"></video>`
      : '';
    return `<section><h2>${number} <small>seed ${seed}</small></h2>
<img alt="Eight moments of variation ${number}" src="data:image/jpeg;base64,${pictures[i]}">
<p>${escapeMarkup(sceneMap.notes ?? '')}</p>${video}
<details><summary>Scenes</summary><ol>${explanation
      .slice(1, -1)
      .map(line => `<li>${escapeMarkup(line)}</li>`)
      .join('')}</ol></details>
<p>Take it: ${take}, with the same other options.</p></section>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeMarkup(track)} – variations</title>
<style>body{background:#111417;color:#e8ecef;font:15px/1.5 system-ui,sans-serif;max-width:1200px;margin:2rem auto;padding:0 1rem}img,video{width:100%;border-radius:6px}small{color:#9fb0bd;font-weight:400}code{background:#1d2329;padding:.1em .4em;border-radius:4px}section{margin-bottom:3rem}video{max-width:640px;display:block}</style>
<h1>${escapeMarkup(track)}: ${variations.length} variations</h1>
${parts.join('\n')}</html>
`;
}
