import type { Context } from 'hono';
import { sceneSeed, seedAfter } from '../../scene-map/index.ts';
import { type Handlers, readText } from '../implement.ts';
import { readMap, saveMap } from '../kept-map.ts';
import { planStill, plansOf } from '../other-plans.ts';
import { RequestError } from '../request-error.ts';
import { shotsForPage } from '../shots-for-page.ts';
import { stillOf } from '../stills.ts';
import { readRecord, saveRecord } from '../studio-folder.ts';
import { type ApiParts, begin, needsPlan, needsRest } from './parts.ts';

const sendMap = (context: Context, { text, revision }: { text: string; revision: string }): Response =>
  context.body(text, 200, { 'content-type': 'application/json; charset=utf-8', etag: `"${revision}"` });

/** The scene map, and pictures of it. */
export const sceneMapHandlers = (parts: ApiParts) => {
  const { root, stills, frames } = parts;
  return {
    readSceneMap: ({ params }, context) => sendMap(context, readMap(root, params.id)),
    async saveSceneMap({ params }, context) {
      needsPlan(root, params.id);
      const basis = /^"([0-9a-f]+)"$/.exec(context.req.header('if-match') ?? '')?.[1];
      if (basis === undefined) throw new RequestError(428, 'Send If-Match with the ETag of the map that was edited.');
      return sendMap(context, saveMap(root, params.id, await readText(context.req.raw), basis));
    },
    readShots: ({ params }) => shotsForPage(root, readRecord(root, params.id)),
    async drawFrame({ params }, context) {
      const picture = await frames.draw(root, readRecord(root, params.id), params.frame);
      return context.body(new Uint8Array(picture), 200, { 'content-type': 'image/jpeg' });
    },
    async drawStill({ params, query }, context) {
      const picture = await stillOf(stills, root, params.id, params.scene, query.width, query.seed);
      // The storyboard and the timeline show the same picture; its address changes with how it looks.
      const kept: Record<string, string> = query.of === undefined ? {} : { 'cache-control': 'private, max-age=600' };
      return context.body(new Uint8Array(picture), 200, { 'content-type': 'image/jpeg', ...kept });
    },
    proposeVariations({ params, body }) {
      const { map } = readMap(root, params.id);
      if (!map.scenes[body.scene])
        throw new RequestError(404, `The map has ${map.scenes.length} scenes, counted from 0.`);
      const seed = sceneSeed(map, body.scene);
      return { scene: body.scene, seeds: Array.from({ length: body.count }, (_, i) => seedAfter(seed, i + 1)) };
    },
    proposePlans: ({ params, query }) => plansOf(root, readRecord(root, params.id), query.count),
    takePlan({ params }) {
      const record = needsRest(root, params.id);
      saveRecord(root, { ...record, settings: { ...record.settings, seed: params.seed } });
      return begin(parts, params.id, { kind: 'plan', replan: true });
    },
    async drawPlanStill({ params }, context) {
      const picture = await planStill(stills, root, readRecord(root, params.id), params.seed, params.scene);
      return context.body(new Uint8Array(picture), 200, { 'content-type': 'image/jpeg' });
    },
  } satisfies Partial<Handlers>;
};
