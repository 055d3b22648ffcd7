import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openDepthModel } from '../../depth/depth-model.ts';
import { hasRuntime } from '../onnx-runtime.ts';
import {
  damagedFiles,
  findModel,
  listModels,
  locateModel,
  modelsOfKind,
  pullModel,
  removeModel,
} from './model-store.ts';

/** A hub on loopback that speaks as the public one does: model info, paged tree, files with ranges. */
const weights = Buffer.alloc(200_000, 7);
const content: Record<string, Buffer> = {
  'model_index.json': Buffer.from('{"_class_name":"StableDiffusionPipeline"}'),
  'README.md': Buffer.from('# A model'),
  'unet/model.onnx': weights,
  'unet/config.json': Buffer.from('{}'),
  'unet/diffusion_pytorch_model.safetensors': Buffer.alloc(100),
  'safety_checker/model.onnx': Buffer.alloc(100),
  'vae_decoder/model.onnx': Buffer.from('decoder'),
};
/** A depth network as onnx-community lays it out, with the committed one's weights. */
const depthFolder = new URL('../../../../models/tiny-depth/', import.meta.url);
const depthContent: Record<string, Buffer> = Object.fromEntries(
  ['config.json', 'preprocessor_config.json', 'onnx/model.onnx'].map(path => [
    path,
    readFileSync(new URL(path, depthFolder)),
  ]),
);
depthContent['onnx/model_quantized.onnx'] = Buffer.from('eight bits');
depthContent['onnx/model_fp16.onnx'] = Buffer.from('half');
const sha256 = (data: Buffer): string => createHash('sha256').update(data).digest('hex');
const gitName = (data: Buffer): string => createHash('sha1').update(`blob ${data.length}\0`).update(data).digest('hex');

let endpoint = '';
let store = '';
/** Bytes after which the next large answer breaks off. */
let breakAfter: number | undefined;
let damage = false;
let unsafe = false;
const asked: { url: string; range?: string }[] = [];

const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  const url = request.url ?? '';
  asked.push({ url, range: request.headers.range });
  const json = (body: unknown, headers = {}): unknown =>
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  if (url.startsWith('/api/models/someone/closed/')) return response.writeHead(401).end();
  if (url === '/api/models/someone/small/revision/main')
    return json({ sha: 'c0ffee', tags: ['license:openrail++'], cardData: {} });
  if (url.startsWith('/api/models/someone/small/tree/c0ffee')) {
    const all = Object.entries(content).map(([path, data]) => ({
      type: 'file',
      path: unsafe && path === 'README.md' ? '../escape' : path,
      size: data.length,
      oid: gitName(data),
      ...(path.endsWith('.onnx') ? { lfs: { oid: sha256(data), size: data.length } } : {}),
    }));
    const second = url.includes('cursor=2');
    const next = `<${endpoint}/api/models/someone/small/tree/c0ffee?recursive=true&cursor=2>; rel="next"`;
    return json(
      second ? all.slice(3) : [{ type: 'directory', path: 'unet', size: 0, oid: 'x' }, ...all.slice(0, 3)],
      second ? {} : { link: next },
    );
  }
  if (url === '/api/models/someone/depth/revision/main')
    return json({ sha: 'decade', pipeline_tag: 'depth-estimation', cardData: { license: 'apache-2.0' } });
  if (url.startsWith('/api/models/someone/depth/tree/decade'))
    return json(
      Object.entries(depthContent).map(([path, data]) => ({
        type: 'file',
        path,
        size: data.length,
        oid: gitName(data),
        ...(path.endsWith('.onnx') ? { lfs: { oid: sha256(data), size: data.length } } : {}),
      })),
    );
  const ofDepth = depthContent[url.replace('/someone/depth/resolve/decade/', '')];
  if (ofDepth) return response.writeHead(200, { 'content-length': ofDepth.length }).end(ofDepth);
  const data = content[url.replace('/someone/small/resolve/c0ffee/', '')];
  if (!data) return response.writeHead(404).end();
  const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const body = Buffer.from(data.subarray(from));
  if (damage) body[0] ^= 255;
  response.writeHead(from > 0 ? 206 : 200, { 'content-length': body.length });
  if (breakAfter !== undefined && body.length > breakAfter) {
    // Time for the bytes to arrive; what is cut off with them in flight is lost.
    response.write(body.subarray(0, breakAfter), () => setTimeout(() => response.destroy(), 200));
    return undefined;
  }
  return response.end(body);
});

before(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  store = mkdtempSync(join(tmpdir(), 'phosphene-models-'));
});
after(() => {
  server.close();
  rmSync(store, { recursive: true });
});

const pull = (options: Partial<Parameters<typeof pullModel>[1]> = {}, repository = 'someone/small') =>
  pullModel(repository, { store, access: { endpoint }, acceptLicense: true, budgetBytes: 1e9, ...options });

test('nothing is fetched before the licence is accepted, and the licence is named', async () => {
  const announced: number[] = [];
  await assert.rejects(
    pull({ acceptLicense: false, announce: (_, bytes) => announced.push(bytes) }),
    /licence "openrail\+\+".*--accept-license/,
  );
  assert.equal(announced[0], 200_000 + 41 + 9 + 2 + 7);
  assert.ok(!asked.some(({ url }) => url.includes('/resolve/')));
});

test('offline, a budget that is too small and a model that is closed are one clear sentence', async () => {
  await assert.rejects(pull({ offline: true }), /PHOSPHENE_OFFLINE forbids/);
  await assert.rejects(pull({ budgetBytes: 1000 }), /more than the 0\.0 MB of --max-gigabytes/);
  await assert.rejects(pull({}, 'someone/closed'), /set HF_TOKEN/);
  await assert.rejects(pull({}, 'someone/absent'), /no model someone\/absent/);
  await assert.rejects(pull({}, '../../etc'), /write it as owner\/name/);
  await assert.rejects(pull({ access: { endpoint: 'http://127.0.0.1:1' } }), /cannot be reached/);
});

test('a pull that breaks off goes on where it stopped, and only what is needed is fetched', async () => {
  breakAfter = 50_000;
  asked.length = 0;
  const pulled = await pull();
  breakAfter = undefined;
  const ranges = asked.filter(({ url }) => url.endsWith('unet/model.onnx')).map(({ range }) => range);
  assert.deepEqual(ranges, [undefined, 'bytes=50000-', 'bytes=100000-', 'bytes=150000-']);
  assert.ok(readFileSync(join(pulled.folder, 'unet', 'model.onnx')).equals(weights));
  assert.ok(!existsSync(join(pulled.folder, 'unet', 'diffusion_pytorch_model.safetensors')));
  assert.ok(!existsSync(join(pulled.folder, 'safety_checker')));
  assert.deepEqual(
    (await listModels(store)).map(({ repository, kind, license, revision }) => [repository, kind, license, revision]),
    [['someone/small', 'diffusion', 'openrail++', 'c0ffee']],
  );
  assert.equal(await locateModel('someone/small', store), pulled.folder);
  await assert.rejects(
    locateModel('someone/small', store, 'depth'),
    /is a diffusion model, and a depth network is needed/,
  );
  await assert.rejects(locateModel('./nowhere', store, 'upscaler'), /no upscaler in .*nowhere/);
});

test('damage is found, and pulling again mends just that file', async () => {
  const model = await findModel(store, 'someone/small');
  assert.deepEqual(await damagedFiles(model), []);
  truncateSync(join(model.folder, 'unet', 'model.onnx'), 100);
  writeFileSync(join(model.folder, 'unet', 'config.json'), '{"in_channels":9}');
  assert.deepEqual((await damagedFiles(model)).sort(), ['unet/config.json', 'unet/model.onnx']);
  asked.length = 0;
  await pull();
  assert.deepEqual(asked.filter(({ url }) => url.includes('/resolve/')).length, 2);
  assert.deepEqual(await damagedFiles(model), []);
});

test('what comes damaged never gets the final name', async () => {
  await removeModel(store, 'someone/small');
  damage = true;
  await assert.rejects(pull(), /came damaged/);
  damage = false;
  assert.ok(!existsSync(join(store, 'someone', 'small', 'model_index.json')));
  await assert.rejects(findModel(store, 'someone/small'), /was not pulled/);
});

test('a file name that leads out of the folder is refused', async () => {
  unsafe = true;
  await assert.rejects(pull(), /not safe to write/);
  unsafe = false;
});

test('a depth network is pulled as such, in one form, and is what the camera is given', async () => {
  const announced: string[] = [];
  const pulled = await pull({ announce: (_model, _bytes, kind) => announced.push(kind) }, 'someone/depth');
  assert.deepEqual([announced, pulled.kind, pulled.license], [['depth'], 'depth', 'apache-2.0']);
  assert.ok(!existsSync(join(pulled.folder, 'onnx', 'model_quantized.onnx')));
  assert.deepEqual(
    (await modelsOfKind(store, 'depth')).map(({ repository }) => repository),
    ['someone/depth'],
  );
  const small = await pull({ weights: 'int8' }, 'someone/depth');
  assert.deepEqual(
    small.files.map(({ path }) => path).filter(path => path.endsWith('.onnx')),
    ['onnx/model_quantized.onnx'],
  );
  assert.ok(!existsSync(join(small.folder, 'onnx', 'model.onnx')));
  await pull({}, 'someone/depth');
  if (!hasRuntime()) return;
  const model = await openDepthModel(await locateModel('someone/depth', store, 'depth'), { device: 'cpu' });
  const planes = new Float32Array(3 * 64 * 48).fill(0.3);
  assert.equal((await model.nearnessOf({ width: 64, height: 48, planes })).length, 64 * 48);
  await model.close();
});
