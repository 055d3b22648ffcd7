import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { streamSSE } from 'hono/streaming';
import { printSceneMap, type SceneMap, sceneSeed, seedAfter } from '../../scene-map/index.ts';
import { estimateOrders, estimateVideo, type RenderRequest } from '../../workflow/render-video.ts';
import { begunMap } from '../begun-map.ts';
import type { StudioEvent } from '../contract/events.ts';
import type { Handlers } from '../implement.ts';
import { readAnalysis } from '../kept-analysis.ts';
import { mapPathOf, readMap, saveMap } from '../kept-map.ts';
import { requestOfMap } from '../render-request.ts';
import { RequestError } from '../request-error.ts';
import { sendFile } from '../send-file.ts';
import { fileWithin, readRecord, takesOf, workOf } from '../studio-folder.ts';
import { keptTakes } from '../take-history.ts';
import { type ApiParts, beginRender, needsPlan, needsRest, needsVideo, viewOf } from './parts.ts';

/** Making the video, and what came of it. */
export const renderHandlers = (parts: ApiParts) => {
  const { root, jobs, keys } = parts;
  /** What a render of the map as it stands would be asked for. @throws {RequestError} where there is none */
  const requestOfPresentMap = (id: string): RenderRequest => {
    const record = readRecord(root, id);
    needsPlan(root, id);
    readMap(root, id);
    readAnalysis(root, id);
    return { ...requestOfMap(root, record, mapPathOf(root, id)), environment: keys.environment() };
  };
  return {
    render: ({ params, body }) => beginRender(parts, params.id, body.qa),
    mend({ params }) {
      needsVideo(root, params.id);
      return beginRender(parts, params.id, 'mend');
    },
    regenerate({ params, body }) {
      if (!(body.end > body.start)) throw new RequestError(400, '"end" must lie after "start".');
      needsRest(root, params.id);
      const { map, revision } = readMap(root, params.id);
      const touched = map.scenes.map(scene => scene.start_time < body.end && scene.end_time > body.start);
      if (!touched.includes(true))
        throw new RequestError(400, 'No scene lies in this stretch: the video is over before it.');
      if (map.scenes.every((scene, i) => !touched[i] || scene.locked))
        throw new RequestError(409, 'The scenes of this stretch are locked; unlock one first.');
      const scenes = map.scenes.map((scene, i) =>
        touched[i] && !scene.locked ? { ...scene, seed: seedAfter(sceneSeed(map, i)) } : scene,
      );
      saveMap(root, params.id, printSceneMap({ ...map, scenes } as SceneMap), revision);
      return beginRender(parts, params.id, 'off');
    },
    cancel({ params }) {
      jobs.stop(params.id, 'cancelled');
      return viewOf(root, readRecord(root, params.id));
    },
    pause({ params }) {
      jobs.stop(params.id, 'paused');
      return viewOf(root, readRecord(root, params.id));
    },
    hear: ({ params }, context) =>
      streamSSE(context, async stream => {
        const left = new Promise<void>(resolve => stream.onAbort(resolve));
        const hear = (event: StudioEvent): void =>
          void stream.writeSSE({ event: event.type, data: JSON.stringify(event) });
        const stop = jobs.listen(params.id, hear);
        await left;
        stop();
      }),
    readTakes({ params }) {
      const path = join(workOf(root, params.id), 'edit.json');
      const begun = begunMap(root, readRecord(root, params.id));
      return {
        files: takesOf(root, params.id),
        edit: existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined,
        kept: keptTakes(root, params.id),
        ...(begun ? { begun } : {}),
      };
    },
    readTake: ({ params }, context) =>
      sendFile(context.req.raw, fileWithin(join(workOf(root, params.id), 'takes'), params.name), 'video/mp4'),
    async timeDrawing({ params }) {
      needsRest(root, params.id);
      return (await estimateVideo(requestOfPresentMap(params.id))).drawing;
    },
    async estimate({ params }) {
      const plan = await estimateOrders(requestOfPresentMap(params.id));
      const { budget } = readRecord(root, params.id).settings;
      if (!plan) return { clips: 0, usd: 0, waitSeconds: 0, spentBefore: 0, warnings: [], scenes: [], budget };
      const { toOrder, toOrderByScene, spentBefore, warnings, inputs } = plan;
      return {
        clips: toOrder.clips,
        usd: toOrder.usd ?? null,
        waitSeconds: toOrder.waitSeconds,
        spentBefore,
        warnings,
        scenes: plan.scenes.flatMap(({ scene, generator, clips }) => {
          const ordered = toOrderByScene.get(scene);
          if (!ordered) return [];
          const sizes = new Map(clips.map(({ request: { size } }) => [`${size.width}x${size.height}`, size]));
          const native = [...sizes.values()].map(({ width, height }) => ({ width, height }));
          return [{ scene, generator: generator.name, clips: ordered.clips, native, usd: ordered.usd ?? null }];
        }),
        output: { width: inputs.output.width, height: inputs.output.height },
        budget,
      };
    },
  } satisfies Partial<Handlers>;
};
