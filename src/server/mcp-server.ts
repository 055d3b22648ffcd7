import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { sceneLibrary } from '../generators/procedural/scene-library.ts';
import { parseSceneMap, printSceneMap } from '../scene-map/index.ts';
import { analysisData } from '../workflow/analysis/analysis-data.ts';
import { analyzeTrack } from '../workflow/analysis/analyze-track.ts';
import { exportVideo } from '../workflow/delivery/export-video.ts';
import { explainFailure } from '../workflow/explain-failure.ts';
import { writeWhole } from '../workflow/production/production.ts';
import type { Progress } from '../workflow/progress.ts';
import { planVideo, renderVideo } from '../workflow/render-video.ts';
import { SettingsError } from '../workflow/settings.ts';
import { exportSchema, settingsSchema } from './contract/schemas.ts';
import { checkFiles } from './map-files.ts';
import { withinFolder } from './within-folder.ts';

/** A render or export that goes on while the assistant does other things. */
interface Work {
  what: string;
  state: 'running' | 'done' | 'failed' | 'cancelled';
  progress?: Progress;
  result?: string;
}

/**
 * Tools for assistants that speak the Model Context Protocol: analyse, plan, edit, render, export.
 *
 * @param folder tracks and videos lie in it; no path leads out of it
 * @param signal stops what is being drawn
 */
export function createMcpServer(folder: string, version: string, signal?: AbortSignal): McpServer {
  const root = realpathSync(folder);
  const server = new McpServer({ name: 'phosphene', version });
  const works: Work[] = [];

  const within = (path: string): string => {
    const full = withinFolder(root, path);
    if (full === undefined) throw new SettingsError(`${path} does not lie in the folder that this server works in.`);
    return full;
  };
  const videoOf = (track: string): string => {
    const path = within(track);
    return within(join(relative(root, path), '..', `${basename(path, extname(path))}.mp4`));
  };
  /** Says in one sentence what went wrong, as the command line does. */
  const answer = async (work: () => unknown) => {
    try {
      const result = await work();
      const text = typeof result === 'string' ? result : JSON.stringify(result);
      return { content: [{ type: 'text' as const, text }] };
    } catch (error) {
      return { isError: true, content: [{ type: 'text' as const, text: explainFailure(error).message }] };
    }
  };
  const begin = (what: string, work: (progress: (p: Progress) => void) => Promise<string>): string => {
    if (works.some(({ state }) => state === 'running'))
      throw new SettingsError('Something is being drawn already; ask "status", and wait for its end.');
    const own: Work = { what, state: 'running' };
    works.push(own);
    work(progress => {
      own.progress = progress;
    }).then(
      result => Object.assign(own, { state: 'done', result }),
      error =>
        Object.assign(own, { state: signal?.aborted ? 'cancelled' : 'failed', result: explainFailure(error).message }),
    );
    return `Begun: ${what}. Ask "status" how far it is.`;
  };
  const track = z.string().describe('Path of the track, from the folder that this server works in.');
  const video = z.object({ track, settings: settingsSchema.default({}) });
  const request = (given: z.output<typeof video>) => ({
    ...given.settings,
    audioPath: within(given.track),
    outputPath: videoOf(given.track),
    signal,
  });
  const mapOf = (path: string): string => join(videoOf(path).replace(/\.mp4$/, '.phosphene'), 'scene-map.json');

  server.registerTool(
    'analyze',
    { description: 'Tempo, beats, downbeats, sections and key of a track.', inputSchema: { track } },
    given =>
      answer(async () => {
        const {
          beats,
          downbeats,
          onsets: _onsets,
          ...rest
        } = analysisData(await analyzeTrack(within(given.track), { signal })) as Record<string, unknown> &
          Record<'beats' | 'downbeats', { time: number }[]>;
        return { ...rest, beats: beats.map(b => b.time), downbeats: downbeats.map(b => b.time) };
      }),
  );
  server.registerTool(
    'plan',
    { description: 'Write the scene map of a track, and return it.', inputSchema: video.shape },
    given => answer(async () => printSceneMap((await planVideo(request(given))).sceneMap)),
  );
  server.registerTool(
    'edit_scene_map',
    {
      description: 'Replace the scene map of a planned track. Every fault is told with its place and mend.',
      inputSchema: { track, sceneMap: z.string().max(4_000_000).describe('The whole map as JSON text.') },
    },
    given =>
      answer(async () => {
        const path = mapOf(given.track);
        if (!existsSync(path)) throw new SettingsError('Call "plan" first.');
        const { duration } = JSON.parse(readFileSync(join(path, '..', 'analysis.json'), 'utf8')) as {
          duration: number;
        };
        const map = parseSceneMap(given.sceneMap, { path: 'scene-map.json', duration, catalogue: sceneLibrary });
        const isWithin = (file: string): boolean =>
          withinFolder(root, join(relative(root, path), '..', file.replace(/#.*$/, ''))) !== undefined;
        checkFiles(map, isWithin);
        writeWhole(path, printSceneMap(map));
        return `Kept: ${map.scenes.length} scenes.`;
      }),
  );
  server.registerTool(
    'render',
    {
      description: 'Begin to make the video beside the track. Shots that are done are kept.',
      inputSchema: video.shape,
    },
    given =>
      answer(() =>
        begin(`render ${given.track}`, async progress => {
          const { outputPath, duration, width, height } = await renderVideo({ ...request(given), progress });
          return `${relative(root, outputPath)}: ${duration.toFixed(2)} s, ${width}x${height}`;
        }),
      ),
  );
  server.registerTool(
    'export',
    { description: 'Begin to make a deliverable of a rendered track.', inputSchema: { track, ...exportSchema.shape } },
    ({ track: path, ...wanted }) =>
      answer(() =>
        begin(`export ${path} as ${wanted.preset}`, async progress => {
          const { paths, broken, notes } = await exportVideo({ ...wanted, path: videoOf(path), signal, progress });
          return [...paths.map(one => relative(root, one)), ...notes, ...broken].join('\n');
        }),
      ),
  );
  server.registerTool('status', { description: 'What was begun, and how far it is.', inputSchema: {} }, () =>
    answer(() => works),
  );
  return server;
}
