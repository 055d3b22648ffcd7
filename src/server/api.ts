import type { Hono } from 'hono';
import { type Handlers, implement } from './implement.ts';
import { deliveryHandlers } from './routes/deliveries.ts';
import type { ApiParts } from './routes/parts.ts';
import { productionHandlers } from './routes/productions.ts';
import { renderHandlers } from './routes/renders.ts';
import { sceneMapHandlers } from './routes/scene-maps.ts';
import { studioHandlers } from './routes/studio.ts';
import { uploadHandlers } from './routes/uploads.ts';
import { wordAndMediaHandlers } from './routes/words-and-media.ts';
import { readRecord } from './studio-folder.ts';

/** Puts every operation on the server. */
export function addApi(app: Hono, parts: ApiParts): void {
  const handlers: Handlers = {
    ...studioHandlers(parts),
    ...uploadHandlers(parts),
    ...productionHandlers(parts),
    ...sceneMapHandlers(parts),
    ...renderHandlers(parts),
    ...deliveryHandlers(parts),
    ...wordAndMediaHandlers(parts),
  };
  implement(app, handlers, ({ path }, params) => {
    // A production must be there before anything else is said about its parts.
    if (path.startsWith('/api/productions/{id}')) readRecord(parts.root, (params as { id: string }).id);
  });
}
