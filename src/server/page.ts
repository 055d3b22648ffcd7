import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import { writeWhole } from '../workflow/production/production.ts';
import type { OperationShape } from './contract/operation.ts';
import { operations } from './contract/operations.ts';
import { mediaType } from './media-type.ts';

/** The page's files by their addresses. */
export type PageFiles = ReadonlyMap<string, Uint8Array>;

const source = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const procedural = source('generators/procedural');

/** Shaders that are no scene's own. */
const sharedShaders = (): string[] =>
  readdirSync(procedural, { recursive: true, encoding: 'utf8' })
    .map(path => path.replaceAll('\\', '/'))
    .filter(path => path.endsWith('.wgsl') && !path.startsWith('scenes/'));

/** In the page, shaders come with the bundle, threads are web workers, and the schemas of the API stay away. */
const forThePage: Plugin = {
  name: 'for the page',
  setup(build) {
    build.onLoad({ filter: /procedural[/\\]shader-files\.ts$/ }, () => {
      // Scenes come with the shots of a production; what all share comes along.
      const shared = sharedShaders().map(path => [path, readFileSync(join(procedural, path), 'utf8')]);
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

/** A bundle as it is kept: what it was made of, with sizes and times of change. */
interface KeptBundle {
  inputs: Record<string, string>;
  /** Contents by address, base64. */
  files: Record<string, string>;
}

const stampOf = (path: string): string => {
  const { size, mtimeMs } = statSync(path);
  return `${size} ${mtimeMs}`;
};

/** The kept bundle, where it was made of the very files that are there now. */
function keptBundle(path: string): PageFiles | undefined {
  try {
    const { inputs, files } = JSON.parse(readFileSync(path, 'utf8')) as KeptBundle;
    if (Object.entries(inputs).some(([input, stamp]) => stampOf(input) !== stamp)) return undefined;
    return new Map(Object.entries(files).map(([address, content]) => [address, Buffer.from(content, 'base64')]));
  } catch {
    // There is none, or a file of it is gone: it is made anew.
    return undefined;
  }
}

/**
 * Bundles the studio's page. Nothing is built when Phosphene is installed: this takes a fraction of a second at the
 * first start of the studio.
 *
 * @param keepIn folder in which the bundle is kept for the next start
 */
export async function bundlePage(keepIn?: string): Promise<PageFiles> {
  const keptAt = keepIn && join(keepIn, '.page.json');
  const kept = keptAt && keptBundle(keptAt);
  if (kept) return kept;
  const { build, stop } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    entryPoints: {
      main: source('studio/main.tsx'),
      preview: source('studio/preview/worker.ts'),
      'drawing-thread': source('studio/preview/drawing-thread.ts'),
      'compile-thread': source('studio/preview/compile-thread.ts'),
    },
    bundle: true,
    write: false,
    metafile: true,
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
  const files = new Map(
    outputFiles.map(({ path, contents }) => [path.replaceAll('\\', '/').replace(/^[A-Z]:/i, ''), contents]),
  );
  files.set('/', readFileSync(source('studio/index.html')));
  if (keptAt) {
    // What is not bundled by itself but read for it: the shared shaders, the table of the API, this file.
    const contract = source('server/contract');
    const read = [
      ...sharedShaders().map(path => join(procedural, path)),
      ...readdirSync(contract).map(name => join(contract, name)),
      source('studio/index.html'),
      fileURLToPath(import.meta.url),
    ];
    const inputs = [...Object.keys(metafile.inputs).map(path => resolve(path)), ...read];
    const bundle: KeptBundle = {
      inputs: Object.fromEntries(inputs.map(path => [path, stampOf(path)])),
      files: Object.fromEntries([...files].map(([path, content]) => [path, Buffer.from(content).toString('base64')])),
    };
    mkdirSync(keepIn, { recursive: true });
    writeWhole(keptAt, JSON.stringify(bundle));
  }
  return files;
}

/** A picture or a moving preview of a built-in scene, as its gallery has it; undefined where there is none. */
function scenePicture(file: string): Response | undefined {
  const path = source(`../docs/scenes/${file}`);
  if (!existsSync(path)) return undefined;
  return new Response(new Uint8Array(readFileSync(path)), {
    headers: { 'content-type': mediaType(file), 'cache-control': 'private, max-age=86400' },
  });
}

/**
 * Answers requests for the page and its files; undefined where there is no such file.
 *
 * @param keepIn folder in which the bundle is kept for the next start
 */
export function servePage(keepIn?: string): (path: string) => Promise<Response | undefined> {
  const files = bundlePage(keepIn);
  // Told when the page is asked for; until then it must not end the process.
  files.catch(() => undefined);
  return async path => {
    const scene = /^\/scenes\/([a-z-]+\.(?:jpg|webp))$/.exec(path)?.[1];
    if (scene !== undefined) return scenePicture(scene);
    const content = (await files).get(path);
    if (!content) return undefined;
    return new Response(content as Uint8Array<ArrayBuffer>, {
      headers: { 'content-type': mediaType(path === '/' ? 'index.html' : path) },
    });
  };
}
