import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { SceneMapError } from '../scene-map/index.ts';
import { createStillDrawer } from '../workflow/drawing/draw-still.ts';
import { explainFailure } from '../workflow/explain-failure.ts';
import { adoptTakes } from './adopt-takes.ts';
import { addApi } from './api.ts';
import { checkHost, checkToken, cookieName, isToken, safeHeaders } from './guard.ts';
import { createJobs } from './jobs.ts';
import { createKeys, systemKeychain } from './keys.ts';
import { createPreviewFrames } from './preview-frames.ts';
import { RequestError } from './request-error.ts';
import { drawStoryboard } from './stills.ts';
import { createUploads } from './uploads.ts';

/** A running studio. */
export interface StudioServer {
  /** "http://127.0.0.1:41234", without the token. */
  origin: string;
  /** The address to open: it carries the token of this start. */
  address: string;
  token: string;
  /** Stops; what is being done is taken up by the next start on the same folder. */
  close(): Promise<void>;
}

export interface StudioServerOptions {
  /** Folder of the productions; made where it is not there. */
  folder: string;
  /** A free one by default. */
  port?: number;
  /** Answers requests for the page and its files; undefined where there is no such file. */
  page?: (path: string) => Promise<Response | undefined>;
}

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/**
 * Starts the studio on the loopback address. Every request must come by that host name and carry the token of this
 * start.
 */
export async function startStudio({ folder, port = 0, page }: StudioServerOptions): Promise<StudioServer> {
  mkdirSync(folder, { recursive: true });
  const token = randomBytes(24).toString('hex');
  const keys = createKeys(process.cwd(), systemKeychain);
  const stills = createStillDrawer();
  const frames = createPreviewFrames();
  const jobs = createJobs(folder, keys.environment, (id, { kind }) => {
    if (kind === 'plan') void drawStoryboard(stills, folder, id);
    if (kind === 'render') adoptTakes(folder, id);
  });
  const app = new Hono();
  let ownPort = port;
  app.use('*', async (context, next) => {
    await next();
    // Set on whatever is answered, files and failures too; a page with a policy of its own keeps it.
    for (const [name, value] of Object.entries(safeHeaders))
      if (!context.res.headers.has(name)) context.res.headers.set(name, value);
    // What may be kept says so itself.
    if (!context.res.headers.has('cache-control')) context.res.headers.set('cache-control', 'no-store');
  });
  app.use('*', async (context, next) => {
    checkHost(context.req.raw.headers, ownPort);
    const given = context.req.path === '/' ? context.req.query('token') : undefined;
    if (given !== undefined && isToken(given, token)) {
      // The token leaves the address at once, so that it stays out of the history and of screenshots.
      context.header('set-cookie', `${cookieName(ownPort)}=${token}; HttpOnly; SameSite=Strict; Path=/`);
      return context.redirect('/', 303);
    }
    checkToken(context.req.raw.headers, token, ownPort);
    await next();
  });
  app.onError((error, context) => {
    // What was not read of the body would be taken for the next request.
    if (context.req.raw.body && !context.req.raw.bodyUsed) context.header('connection', 'close');
    if (error instanceof RequestError && error.status === 413) context.header('connection', 'close');
    if (error instanceof RequestError) return context.json({ error: error.message }, error.status as 400);
    if (error instanceof SceneMapError) return context.json({ error: error.message, problems: error.problems }, 422);
    const { message, exitCode } = explainFailure(error);
    return context.json({ error: message }, exitCode === 70 ? 500 : 422);
  });
  addApi(app, { root: folder, jobs, uploads: createUploads(folder), stills, frames, keys, version });
  app.get('*', async context => {
    const answer = await page?.(context.req.path);
    if (answer) return answer;
    throw new RequestError(404, 'There is nothing here; the API is told at /api/openapi.json.');
  });
  app.notFound(context => context.json({ error: 'There is nothing here; the API is told at /api/openapi.json.' }, 404));
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const listening = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, () => resolve(listening));
    listening.on('error', reject);
  });
  ownPort = (server.address() as AddressInfo).port;
  jobs.resume();
  const origin = `http://127.0.0.1:${ownPort}`;
  return {
    origin,
    address: `${origin}/?token=${token}`,
    token,
    async close() {
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      if ('closeAllConnections' in server) server.closeAllConnections();
      await jobs.close();
      await stills.close();
      await frames.close();
      await closed;
    },
  };
}
