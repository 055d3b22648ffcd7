import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { broadcastInWords } from '../../coherence/index.ts';
import { counted } from '../../formatting/counted.ts';
import { drawingInWords } from '../../formatting/drawing-in-words.ts';
import { exportVideo } from '../../workflow/export/export-video.ts';
import { previewKeptMap } from '../../workflow/planning/preview-kept-map.ts';
import type { RenderRequest } from '../../workflow/planning/render-request.ts';
import type { Progress } from '../../workflow/progress.ts';
import { type QaMode, qaModes, renderWithQa } from '../../workflow/quality/render-with-qa.ts';
import { takesPath } from '../../workflow/quality/takes-file.ts';
import { estimateVideo } from '../../workflow/render-video.ts';
import { exportSchema } from '../contract/schemas.ts';
import { answer } from './answer.ts';
import type { BegunWork } from './begun-work.ts';
import { requestOf, stretch, track, video } from './inputs.ts';
import type { Workplace } from './workplace.ts';

/** Makes a video, and tells what it came to. @param previewPath where a preview goes; none makes the whole video */
async function renderAndTell(
  whole: RenderRequest & { outputPath: string },
  previewPath: string | undefined,
  qa: QaMode,
  { nameOf }: Workplace,
  progress: (p: Progress) => void,
): Promise<string> {
  const said: string[] = [];
  const note = (line: string): void => void said.push(line);
  const asked =
    previewPath === undefined
      ? whole
      : previewKeptMap({ ...whole, preview: true, outputPath: previewPath, note }, whole.outputPath);
  const made = await renderWithQa({ ...asked, note: undefined, progress }, qa);
  const { outputPath, duration, width, height, notes } = made;
  const found = made.qa
    ? [
        `Coherence ${made.qa.coherence.toFixed(3)}, ${counted(made.qa.artifacts, 'artifact')}: ${nameOf(made.qa.reportPath)}`,
        broadcastInWords(made.qa.broadcast),
        ...made.qa.regenerated.map(({ scene, seed, take, takes, start, end }) => {
          const stretch = start === undefined ? '' : `, ${start.toFixed(1)} to ${end!.toFixed(1)} s`;
          return `Scene ${scene + 1}${stretch}: take ${take} of ${takes} is shown, seed ${seed}; others are chosen in ${nameOf(takesPath(made.productionFolder))}, under "kept".`;
        }),
      ]
    : [];
  return [`${nameOf(outputPath)}: ${duration.toFixed(2)} s, ${width}x${height}`, ...found, ...said, ...notes].join(
    '\n',
  );
}

/** The tools that make videos, say what they cost and how far they are. */
export function registerMakeTools(server: McpServer, workplace: Workplace, begun: BegunWork): void {
  const { nameOf, videoOf } = workplace;
  const asked = (given: z.output<typeof video>) => requestOf(given, workplace, begun.signal());
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
        begun.begin(`render ${given.track}${preview ? ' as a preview' : ''}`, async progress => {
          const previewPath = preview ? videoOf(given.track, '-preview') : undefined;
          return renderAndTell({ ...asked(given), start, duration }, previewPath, qa, workplace, progress);
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
        const { orders, drawing } = await estimateVideo({ ...asked(given), start, duration });
        if (!orders) return `Nothing is ordered: all is drawn on this machine, free. ${drawingInWords(drawing)}`;
        const { toOrder, spentBefore, warnings } = orders;
        return { ...toOrder, spentBefore, warnings, drawing: drawingInWords(drawing) };
      }),
  );
  server.registerTool(
    'stop',
    { description: 'Stop what was begun. What is finished is kept; begin again to go on.', inputSchema: {} },
    () => answer(() => begun.stop()),
  );
  server.registerTool(
    'export',
    { description: 'Begin to make a deliverable of a rendered track.', inputSchema: { track, ...exportSchema.shape } },
    ({ track: path, ...wanted }) =>
      answer(() =>
        begun.begin(`export ${path} as ${wanted.preset}`, async progress => {
          const request = { ...wanted, path: videoOf(path), signal: begun.signal(), progress };
          const { paths, broken, notes } = await exportVideo(request);
          return [...paths.map(nameOf), ...notes, ...broken].join('\n');
        }),
      ),
  );
  server.registerTool('status', { description: 'What was begun, and how far it is.', inputSchema: {} }, () =>
    answer(() => begun.all),
  );
}
