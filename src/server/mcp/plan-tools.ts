import { existsSync } from 'node:fs';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { parseSceneMap, printSceneMap } from '../../scene-map/index.ts';
import { analysisData } from '../../workflow/analysis/analysis-data.ts';
import { analyzeTrack } from '../../workflow/analysis/analyze-track.ts';
import { readKeptAnalysis } from '../../workflow/export/export-timeline.ts';
import { scenesFor } from '../../workflow/planning/find-scenes.ts';
import { productionAt, writeWhole } from '../../workflow/production/production.ts';
import { planVideo } from '../../workflow/render-video.ts';
import { SettingsError } from '../../workflow/settings.ts';
import { checkFiles } from '../map-files.ts';
import { answer } from './answer.ts';
import type { BegunWork } from './begun-work.ts';
import { requestOf, track, video } from './inputs.ts';
import type { Workplace } from './workplace.ts';

/** What of an analysis an assistant plans by. */
async function heardIn(path: string, signal: AbortSignal | undefined): Promise<Record<string, unknown>> {
  const data = analysisData(await analyzeTrack(path, { signal })) as Record<string, unknown> &
    Record<'beats' | 'downbeats', { time: number }[]>;
  const { beats, downbeats, onsets: _onsets, ...rest } = data;
  return { ...rest, beats: beats.map(b => b.time), downbeats: downbeats.map(b => b.time) };
}

/** Keeps a map that an assistant has written. @throws {SceneMapError | SettingsError} */
function keepMap(text: string, videoPath: string, scenes: string | undefined, { within, holds }: Workplace): string {
  const { folder, sceneMapPath: path } = productionAt(videoPath);
  if (!existsSync(path)) throw new SettingsError('Call "plan" first.');
  const { duration } = readKeptAnalysis(folder);
  const { scenes: catalogue } = scenesFor(path, scenes && within(scenes));
  const map = parseSceneMap(text, { path: 'scene-map.json', duration, catalogue });
  checkFiles(map, file => holds(file.replace(/#.*$/, ''), folder));
  writeWhole(path, printSceneMap(map));
  return `Kept: ${map.scenes.length} scenes.`;
}

/** The tools that hear a track and say what its video shows. @param signal aborted when the server ends */
export function registerPlanTools(
  server: McpServer,
  workplace: Workplace,
  begun: BegunWork,
  signal: AbortSignal | undefined,
): void {
  const { within, videoOf } = workplace;
  server.registerTool(
    'analyze',
    { description: 'Tempo, beats, downbeats, sections and key of a track.', inputSchema: { track } },
    given => answer(() => heardIn(within(given.track), signal)),
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
      answer(async () => {
        const { sceneMap } = await planVideo({ ...requestOf(given, workplace, begun.signal()), replan });
        return printSceneMap(sceneMap);
      }),
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
    ({ track: path, sceneMap, scenes }) => answer(() => keepMap(sceneMap, videoOf(path), scenes, workplace)),
  );
}
