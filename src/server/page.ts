import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import { type OperationShape, operations } from './contract/operations.ts';
import { mediaType } from './media-type.ts';

/** The page's files by their addresses. */
export type PageFiles = ReadonlyMap<string, Uint8Array>;

const source = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const procedural = source('generators/procedural');

/** In the page, shaders come with the bundle, threads are web workers, and the schemas of the API stay away. */
const forThePage: Plugin = {
  name: 'for the page',
  setup(build) {
    build.onLoad({ filter: /procedural[/\\]shader-files\.ts$/ }, () => {
      // Scenes come with the shots of a production; what all share comes along.
      const shared = readdirSync(procedural, { recursive: true, encoding: 'utf8' })
        .map(path => path.replaceAll('\\', '/'))
        .filter(path => path.endsWith('.wgsl') && !path.startsWith('scenes/'))
        .map(path => [path, readFileSync(join(procedural, path), 'utf8')]);
      return {
        contents: `const texts = ${JSON.stringify(Object.fromEntries(shared))};\nexport function readShader(path) { if (path in texts) return texts[path]; throw new Error('There is no shader ' + path); }`,
      };
    });
    // The page asks the server, which checks: it needs to know where, not the schemas.
    build.onLoad({ filter: /contract[/\\]operations\.ts$/ }, () => {
      const addresses = Object.entries<OperationShape>(operations).map(([name, { method, path, body }]) => [
        name,
        { method, path, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : {} }) },
      ]);
      return { contents: `export const operations = ${JSON.stringify(Object.fromEntries(addresses))};` };
    });
    build.onResolve({ filter: /^\.\/threads\.ts$/ }, () => ({ path: source('studio/preview/page-threads.ts') }));
  },
};

/**
 * Bundles the studio's page. Nothing is built when Phosphene is installed: this takes a fraction of a second at each start of the studio.
 */
export async function bundlePage(): Promise<PageFiles> {
  const { build, stop } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: {
      main: source('studio/main.tsx'),
      preview: source('studio/preview/worker.ts'),
      'drawing-thread': source('studio/preview/drawing-thread.ts'),
      'compile-thread': source('studio/preview/compile-thread.ts'),
    },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2024',
    outdir: '/assets',
    assetNames: '[name]',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.woff2': 'file' },
    plugins: [forThePage],
    logLevel: 'silent',
  });
  await stop();
  const files = new Map(outputFiles.map(({ path, contents }) => [path.replaceAll('\\', '/').replace(/^[A-Z]:/i, ''), contents])); // biome-ignore format: one line
  files.set('/', readFileSync(source('studio/index.html')));
  return files;
}

/** Answers requests for the page and its files; undefined where there is no such file. */
export function servePage(): (path: string) => Promise<Response | undefined> {
  const files = bundlePage();
  // Told when the page is asked for; until then it must not end the process.
  files.catch(() => undefined);
  return async path => {
    const content = (await files).get(path);
    if (!content) return undefined;
    return new Response(content as Uint8Array<ArrayBuffer>, {
      headers: { 'content-type': mediaType(path === '/' ? 'index.html' : path) },
    });
  };
}
