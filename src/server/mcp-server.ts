import { existsSync, realpathSync } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { counted } from '../reports/counted.ts';
import { parseSceneMap, printSceneMap } from '../scene-map/index.ts';
import { analysisData } from '../workflow/analysis/analysis-data.ts';
import { analyzeTrack } from '../workflow/analysis/analyze-track.ts';
import { drawingInWords } from '../workflow/drawing/time-drawing.ts';
import { explainFailure } from '../workflow/explain-failure.ts';
import { readKeptAnalysis } from '../workflow/export/export-timeline.ts';
import { exportVideo } from '../workflow/export/export-video.ts';
import { scenesFor } from '../workflow/planning/find-scenes.ts';
import { previewKeptMap } from '../workflow/planning/preview-kept-map.ts';
import { productionAt, writeWhole } from '../workflow/production/production.ts';
import type { Progress } from '../workflow/progress.ts';
import { qaModes, renderWithQa } from '../workflow/quality/render-with-qa.ts';
import { estimateVideo, planVideo } from '../workflow/render-video.ts';
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
  /** Stops what is being drawn now. */
  let stopper = new AbortController();
  const own = (): AbortSignal => (signal ? AbortSignal.any([signal, stopper.signal]) : stopper.signal);

  const within = (path: string): string => {
    const full = withinFolder(root, path);
    if (full === undefined) throw new SettingsError(`${path} does not lie in the folder that this server works in.`);
    return full;
  };
  const videoOf = (track: string, ending = ''): string => {
    const path = within(track);
    return within(join(relative(root, path), '..', `${basename(path, extname(path))}${ending}.mp4`));
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
    const { signal: stopped } = stopper;
    const now: Work = { what, state: 'running' };
    works.push(now);
    work(progress => {
      now.progress = progress;
    }).then(
      result => Object.assign(now, { state: 'done', result }),
      error =>
        Object.assign(now, {
          state: stopped.aborted || signal?.aborted ? 'cancelled' : 'failed',
          result: explainFailure(error).message,
        }),
    );
    return `Begun: ${what}. Ask "status" how far it is.`;
  };
  const track = z.string().describe('Path of the track, from the folder that this server works in.');
  const file = z.string().max(1000).optional();
  const video = z.object({
    track,
    settings: settingsSchema.omit({ footage: true, lut: true }).default({}),
    lyrics: file.describe('Path of words to show: LRC, SRT, VTT, ASS, TTML or plain text.'),
    footage: file.describe('Path of a folder of clips and stills to show, cut on beats.'),
    scenes: file.describe('Path of a folder of scenes of one’s own.'),
    logo: file.describe('Path of a logo over the whole video.'),
    lut: file.describe('Path of a .cube table over the whole video.'),
  });
  const stretch = {
    start: z.number().min(0).optional().describe('Begin here in the track, in seconds; at its beginning by default.'),
    duration: z
      .number()
      .positive()
      .optional()
      .describe('Length of the video in seconds; to the end of the track by default, 30 of a preview.'),
  };
  const request = ({ settings, track: _track, ...files }: z.output<typeof video>, path = _track) => ({
    ...settings,
    ...Object.fromEntries(
      Object.entries(files).flatMap(([name, given]) => (given === undefined ? [] : [[name, within(given)]])),
    ),
    audioPath: within(path),
    outputPath: videoOf(path),
    signal: own(),
  });

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
    {
      description: 'Write the scene map of a track, and return it. One that was edited is kept.',
      inputSchema: {
        ...video.shape,
        replan: z.boolean().default(false).describe('Plan anew in place of a scene map that was edited.'),
      },
    },
    ({ replan, ...given }) =>
      answer(async () => printSceneMap((await planVideo({ ...request(given), replan })).sceneMap)),
  );
  server.registerTool(
    'edit_scene_map',
    {
      description: 'Replace the scene map of a planned track. Every fault is told with its place and mend.',
      inputSchema: {
        track,
        sceneMap: z.string().max(4_000_000).describe('The whole map as JSON text.'),
        scenes: video.shape.scenes,
      },
    },
    given =>
      answer(async () => {
        const { folder: work, sceneMapPath: path } = productionAt(videoOf(given.track));
        if (!existsSync(path)) throw new SettingsError('Call "plan" first.');
        const { duration } = readKeptAnalysis(work);
        const { scenes: catalogue } = scenesFor(path, given.scenes && within(given.scenes));
        const map = parseSceneMap(given.sceneMap, { path: 'scene-map.json', duration, catalogue });
        const isWithin = (file: string): boolean =>
          withinFolder(root, join(relative(root, work), file.replace(/#.*$/, ''))) !== undefined;
        checkFiles(map, isWithin);
        writeWhole(path, printSceneMap(map));
        return `Kept: ${map.scenes.length} scenes.`;
      }),
  );
  server.registerTool(
    'render',
    {
      description:
        'Begin to make the video beside the track, or of a part of it: "start" and "duration". Shots that are done are kept. Where scenes are made by services it costs money: ask "estimate" first, and set a budget.',
      inputSchema: {
        ...video.shape,
        ...stretch,
        preview: z
          .boolean()
          .default(false)
          .describe(
            'Make a quick look first: the strongest 30 seconds (or the stretch that is given), in draft quality at 720p, as NAME-preview.mp4. It shows the scene map of the track where there is one.',
          ),
        qa: z.enum(qaModes).default('off').describe('What is done about artifacts.'),
      },
    },
    ({ qa, preview, start, duration, ...given }) =>
      answer(() =>
        begin(`render ${given.track}${preview ? ' as a preview' : ''}`, async progress => {
          const said: string[] = [];
          const note = (line: string): void => void said.push(line);
          const whole = { ...request(given), start, duration };
          const asked = preview
            ? previewKeptMap(
                { ...whole, preview, outputPath: videoOf(given.track, '-preview'), note },
                whole.outputPath,
              )
            : whole;
          const made = await renderWithQa({ ...asked, note: undefined, progress }, qa);
          const { outputPath, width, height, notes } = made;
          const found = made.qa && [
            `Coherence ${made.qa.coherence.toFixed(3)}, ${counted(made.qa.artifacts, 'artifact')}: ${relative(root, made.qa.reportPath)}`,
          ];
          return [
            `${relative(root, outputPath)}: ${made.duration.toFixed(2)} s, ${width}x${height}`,
            ...(found ?? []),
            ...said,
            ...notes,
          ].join('\n');
        }),
      ),
  );
  server.registerTool(
    'estimate',
    {
      description:
        'What clips of services would cost, and how long they and the drawing on this machine take. Nothing is ordered by asking; some frames are drawn, for a few seconds.',
      inputSchema: { ...video.shape, ...stretch },
    },
    ({ start, duration, ...given }) =>
      answer(async () => {
        const { orders, drawing } = await estimateVideo({ ...request(given), start, duration });
        if (!orders) return `Nothing is ordered: all is drawn on this machine, free. ${drawingInWords(drawing)}`;
        const { toOrder, spentBefore, warnings } = orders;
        return { ...toOrder, spentBefore, warnings, drawing: drawingInWords(drawing) };
      }),
  );
  server.registerTool(
    'stop',
    { description: 'Stop what was begun. What is finished is kept; begin again to go on.', inputSchema: {} },
    () =>
      answer(() => {
        if (!works.some(({ state }) => state === 'running')) throw new SettingsError('Nothing is being done.');
        stopper.abort();
        stopper = new AbortController();
        return 'Stopping.';
      }),
  );
  server.registerTool(
    'export',
    { description: 'Begin to make a deliverable of a rendered track.', inputSchema: { track, ...exportSchema.shape } },
    ({ track: path, ...wanted }) =>
      answer(() =>
        begin(`export ${path} as ${wanted.preset}`, async progress => {
          const { paths, broken, notes } = await exportVideo({
            ...wanted,
            path: videoOf(path),
            signal: own(),
            progress,
          });
          return [...paths.map(one => relative(root, one)), ...notes, ...broken].join('\n');
        }),
      ),
  );
  server.registerTool('status', { description: 'What was begun, and how far it is.', inputSchema: {} }, () =>
    answer(() => works),
  );
  return server;
}
