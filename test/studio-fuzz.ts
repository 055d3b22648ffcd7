import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeExcerpt } from '../src/media/index.ts';

interface Schema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  pattern?: string;
  minimum?: number;
  maximum?: number;
}
interface Operation {
  path: string;
  method: string;
  operationId: string;
  parameters: { name: string; in: 'path' | 'query'; required: boolean; schema: Schema }[];
  responses: Record<string, unknown>;
  requestBody?: { content: Record<string, { schema?: Schema }> };
}

let state = 0;
const random = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return (state >>> 8) / 2 ** 24;
};
const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)];

/** What breaks careless servers. */
const nasty: readonly unknown[] = [
  '', ' ', '\0', '../../outside', '..\\..\\outside', '/etc/passwd', '%2e%2e%2f', 'file:///etc/passwd', 'http://127.0.0.1:1/', 'https://[::1]/x', '\u202e', '😀'.repeat(40),
  'a'.repeat(5000), '__proto__', 'constructor', 'toString', 'null', '-1', '1e400', '0x10', '9'.repeat(30), 'NaN', '|id', '$(id)', '`id`', '{"$ref":"#"}',
  null, true, -1, 0, 0.5, 1e21, -1e-9, 2 ** 53, [], {}, [[]], { __proto__: null, a: 1 }, ['../x'], { length: 1e9 },
]; // biome-ignore format: a list

const asText = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : `${value}`);

/** A value of a schema; now and then one that is not. */
function valueFor(schema: Schema, depth = 0): unknown {
  if (random() < 0.18 || depth > 4) return pick(nasty);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return valueFor(pick(choices), depth + 1);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return pick(schema.enum);
  const type = Array.isArray(schema.type) ? pick(schema.type) : schema.type;
  const low = schema.minimum ?? 0;
  const high = Math.min(schema.maximum ?? 1000, low + 100_000);
  if (type === 'integer') return Math.floor(low + random() * (high - low + 1));
  if (type === 'number') return low + random() * (high - low);
  if (type === 'boolean') return random() < 0.5;
  if (type === 'array')
    return Array.from({ length: Math.floor(random() * 6) }, () => valueFor(schema.items ?? {}, depth + 1));
  if (type === 'object') {
    const given = Object.entries(schema.properties ?? {}).filter(
      ([name]) => schema.required?.includes(name) || random() < 0.5,
    );
    const value = Object.fromEntries(given.map(([name, own]) => [name, valueFor(own, depth + 1)]));
    if (random() < 0.1) value[pick(['__proto__', 'extra', 'constructor', '../x'])] = pick(nasty);
    return value;
  }
  return pick([
    'draft',
    '128x72',
    '64x64',
    '720p',
    'ocean',
    'runway',
    'RUNWAYML_API_SECRET',
    'x.mp3',
    'x.png',
    'noir',
    '0',
    '12',
    '1',
  ]);
}

/** Every file of a folder with its time and size, but for what lies in the productions. */
function tree(folder: string, outer: string, productions: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (path === productions) return [];
    const { mtimeMs, size } = statSync(path);
    const own = `${relative(outer, path)} ${entry.isFile() ? `${mtimeMs} ${size}` : ''}`;
    return entry.isDirectory() ? [own, ...tree(path, outer, productions)] : [own];
  });
}

const jobsEnd = async (call: (path: string, options?: RequestInit) => Promise<Response>, id: string): Promise<void> => {
  for (let i = 0; i < 600; i++) {
    const answer = await call(`/api/productions/${id}`);
    if (!['queued', 'running'].includes(((await answer.json()) as { state: string }).state)) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  assert.fail('The work did not end.');
};

// biome-ignore lint/suspicious/noExplicitAny: read by name
const readJson = async (call: (path: string) => Promise<Response>, path: string): Promise<any> =>
  (await call(path)).json();

/**
 * Sends malformed, half-formed and proper requests for every operation to a studio with a real production, and fails
 * where one is answered 500, where anything is written outside the productions, or where an operation was never
 * reached.
 *
 * @returns how many requests were sent, and how many answers of each status there were
 */
export async function fuzzStudio(
  rounds: number,
  seed: number,
): Promise<{ requests: number; statuses: Record<number, number> }> {
  state = seed;
  const outer = realpathSync(mkdtempSync(join(tmpdir(), 'studio-fuzz-')));
  const ends: (() => void)[] = [() => rmSync(outer, { recursive: true, force: true })];
  try {
    return await fuzzIn(outer, rounds, end => ends.unshift(end));
  } finally {
    for (const end of ends) end();
  }
}

async function fuzzIn(
  outer: string,
  rounds: number,
  after: (end: () => void) => void,
): Promise<{ requests: number; statuses: Record<number, number> }> {
  const productions = join(outer, 'productions');
  const statuses: Record<number, number> = {};
  for (const name of ['productions', 'home', 'cwd', 'neighbour']) mkdirSync(join(outer, name));
  writeFileSync(join(outer, 'neighbour', 'precious.txt'), 'as it was');
  const example = fileURLToPath(new URL('../examples/first-light.m4a', import.meta.url));
  const track = join(outer, 'a.wav');
  await writeExcerpt(example, 30, 4, track);
  const server = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
  // Node itself refuses the server and its processes every write elsewhere; a refusal would be answered 500.
  const allowed = ['--permission', '--allow-fs-read=*', `--allow-fs-write=${productions}`, '--allow-addons', '--allow-worker', '--allow-child-process']; // biome-ignore format: a list
  const child = spawn(process.execPath, [...allowed, server, '--no-open', '--port', '0', '--folder', productions], {
    cwd: join(outer, 'cwd'),
    env: { PATH: process.env.PATH, HOME: join(outer, 'home'), TMPDIR: join(outer, 'home') },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  after(() => child.kill('SIGKILL'));
  let text = '';
  let found: RegExpExecArray | null = null;
  for await (const piece of child.stdout) {
    text += piece;
    found = /(http:\/\/\S+)\/\?token=(\w+)\n/.exec(text);
    if (found) break;
  }
  const [, origin, token] = found!;
  const call = (path: string, options: RequestInit = {}): Promise<Response> =>
    fetch(`${origin}${path}`, { ...options, headers: { authorization: `Bearer ${token}`, ...options.headers } });
  const json = async (path: string, method: string, body: unknown) => {
    const answer = await call(path, {
      method,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
    assert.ok(answer.ok, `${path}: ${answer.status}`);
    // biome-ignore lint/suspicious/noExplicitAny: read by name
    return (await answer.json()) as any;
  };
  const bytes = await import('node:fs').then(({ readFileSync }) => readFileSync(track));
  const create = async (): Promise<string> => {
    const { id: upload } = await json('/api/uploads', 'POST', { name: 'a.wav', size: bytes.length });
    assert.ok((await call(`/api/uploads/${upload}?offset=0`, { method: 'PATCH', body: new Uint8Array(bytes) })).ok);
    const { id } = await json('/api/productions', 'POST', {
      upload,
      settings: { resolution: '64x64', quality: 'draft' },
    });
    await jobsEnd(call, id);
    return id;
  };
  const id = await create();
  await json(`/api/productions/${id}/render`, 'POST', {});
  await jobsEnd(call, id);
  await json(`/api/productions/${id}/exports`, 'POST', { preset: 'poster' });
  await jobsEnd(call, id);
  // To be removed now and then, and made anew.
  let spare = await create();
  const [take] = (await readJson(call, `/api/productions/${id}/takes`)).files;
  const [{ name: poster }] = await readJson(call, `/api/productions/${id}/exports`);
  const map = await call(`/api/productions/${id}/scene-map`);
  let etag = map.headers.get('etag')!;
  const mapText = await map.text();
  const picture = new Uint8Array(await (await call(`/api/productions/${id}/stills/0?width=64`)).arrayBuffer());
  const [{ seed: planSeed }] = await readJson(call, `/api/productions/${id}/plans`);

  const document = (await (await call('/api/openapi.json')).json()) as {
    paths: Record<string, Record<string, Omit<Operation, 'path' | 'method'>>>;
  };
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, one]) => ({ ...one, path, method }) as Operation),
  );
  assert.ok(operations.length >= 40);
  const before = tree(outer, outer, productions);
  const seen = new Map<string, Set<number>>();

  const works = new Set(operations.filter(({ responses }) => '202' in responses).map(({ operationId }) => operationId));
  for (const operationId of ['timeDrawing', 'createExample']) works.add(operationId);
  let upload = '';
  /** A whole one, for what is made of uploads. */
  let brought = '';
  let mediaName = 'x.png';
  let logo = '';
  /** Has an upload of its own for each round: whole or half, a track or a picture. */
  const renew = async (): Promise<void> => {
    const name = pick(['b.wav', 'b.png', 'b.png', '../b.mp4']);
    upload = (await json('/api/uploads', 'POST', { name, size: pick([10, bytes.length, bytes.length, bytes.length]) }))
      .id;
    // Too many bytes are refused before they were all read, which closes the connection.
    const body = new Uint8Array(bytes);
    if (random() < 0.9) await call(`/api/uploads/${upload}?offset=0`, { method: 'PATCH', body }).catch(() => undefined);
    const [ending, content] = pick([
      ['wav', body],
      ['jpg', picture],
    ] as const);
    brought = (await json('/api/uploads', 'POST', { name: `c.${ending}`, size: content.length })).id;
    await call(`/api/uploads/${brought}?offset=0`, { method: 'PATCH', body: content });
    logo = (await json('/api/uploads', 'POST', { name: 'l.jpg', size: picture.length })).id;
    await call(`/api/uploads/${logo}?offset=0`, { method: 'PATCH', body: picture });
    etag = (await call(`/api/productions/${id}/scene-map`)).headers.get('etag') ?? etag;
    const media: string[] = await readJson(call, `/api/productions/${id}/media`);
    if (media.length === 0) {
      const { id: own } = await json('/api/uploads', 'POST', { name: 'p.jpg', size: picture.length });
      await call(`/api/uploads/${own}?offset=0`, { method: 'PATCH', body: picture });
      media.push((await json(`/api/productions/${id}/media`, 'POST', { upload: own })).path);
    }
    mediaName = media[0].slice(6);
  };
  const one = async ({ path, method, operationId, parameters, requestBody }: Operation): Promise<void> => {
    // Work that is truly begun takes seconds, so it is begun now and then only.
    const isProper = random() < (works.has(operationId) ? 0.15 : 0.75);
    const proper: Record<string, () => string> = {
      id: () => (operationId === 'removeProduction' ? spare : path.startsWith('/api/uploads') ? upload : id),
      scene: () => pick(['0', '0', '1', '99']),
      seed: () => String(planSeed),
      frame: () => pick(['0', '7', '99999']),
      name: () =>
        ({ readTake: take, readExport: poster, setKey: 'RUNWAYML_API_SECRET' })[operationId as string] ?? mediaName,
    };
    const own = path.replace(/\{(\w+)\}/g, (_, name: string) =>
      isProper && !(operationId === 'removeProduction' && random() < 0.9)
        ? encodeURIComponent(proper[name]())
        : pick([
            '0'.repeat(16),
            '..%2f..%2fetc',
            '%00',
            '%2e%2e',
            '%ff',
            'x'.repeat(300),
            encodeURIComponent(asText(pick(nasty))),
          ]),
    );
    const query = parameters
      .filter(parameter => parameter.in === 'query' && random() < (isProper ? 0.3 : 0.6))
      .map(({ name, schema }) => [name, random() < 0.6 ? valueFor(schema) : pick(nasty)])
      .concat(operationId === 'sendPiece' && isProper ? [['offset', '0']] : [])
      .map(([name, value]) => `${name}=${encodeURIComponent(asText(value))}`)
      .join('&');
    const [[contentType, { schema }]] = Object.entries(requestBody?.content ?? { none: {} as { schema?: Schema } });
    const properBody: Record<string, () => string> = {
      beginUpload: () => '{"name":"b.wav","size":10}',
      createProduction: () => JSON.stringify({ upload: brought }),
      createExample: () => '{"settings":{"resolution":"64x64"}}',
      proposeVariations: () => '{"scene":0}',
      regenerate: () => '{"start":0,"end":1}',
      render: () => '{}',
      correctBeats: () => '{"octave":"half"}',
      changeSettings: () => '{"resolution":"64x64","quality":"draft"}',
      beginExport: () => '{"preset":"poster"}',
      saveLogo: () => JSON.stringify({ upload: logo }),
      addMedia: () => JSON.stringify({ upload: brought }),
      saveSceneMap: () =>
        mapText.replace(pick(['"cut"', '"description": "']), pick(['"cut"', '"fade"', '"description": "../'])),
      sendPiece: () => 'ten bytes.',
      saveLyrics: () => '[00:01.00]words\n',
    };
    const malformed = (): string => pick(['', '{', '[[[[', 'null', '"x"', '{"a":1e999}', asText(pick(nasty))]);
    const formed = (): string => (schema ? JSON.stringify(valueFor(schema)) : asText(pick(nasty)));
    const body =
      method === 'get'
        ? undefined
        : random() < 0.1 || (operationId === 'createExample' && !isProper)
          ? malformed()
          : isProper && random() < 0.5
            ? (properBody[operationId] ?? formed)()
            : formed();
    if (isProper && /^(cancel|pause)$/.test(operationId)) await call(`/api/productions/${id}/plan`, { method: 'POST' });
    const headers: Record<string, string> = {
      'content-type':
        random() < 0.85 && contentType !== 'none'
          ? contentType
          : pick(['text/plain', 'application/x-www-form-urlencoded', 'nonsense', 'application/json; charset=utf-16']),
      range: pick(['bytes=-', 'bytes=9-1', 'bytes=99999999999-', 'bytes=0-1,2-3', 'x', 'bytes=-5', 'bytes=0-']),
      'if-match': random() < 0.5 ? etag : pick(['*', '"00"', '', 'W/"a"', '"../x"']),
    };
    const stop = new AbortController();
    const answer = await call(`${own}${query ? `?${query}` : ''}`, {
      method: method.toUpperCase(),
      body,
      headers,
      signal: stop.signal,
    });
    if (/event-stream/.test(answer.headers.get('content-type') ?? '')) stop.abort();
    else {
      const told = Buffer.from(await answer.arrayBuffer()).toString('latin1');
      if (operationId === 'createExample' && answer.status === 201)
        await call(`/api/productions/${JSON.parse(told).id}/cancel`, { method: 'POST' });
      if (operationId === 'addMedia' && answer.status === 201) mediaName = JSON.parse(told).path.slice(6);
      assert.ok(answer.status < 500, `${method} ${own}?${query} ${body}: ${answer.status} ${told.slice(0, 300)}`);
    }
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    seen.set(operationId, (seen.get(operationId) ?? new Set()).add(answer.status));
    // What was begun by a request that happened to be proper is stopped, and what was removed is made anew.
    if (answer.status === 202) {
      await call(`/api/productions/${id}/cancel`, { method: 'POST' });
      await jobsEnd(call, id);
    }
    if (operationId === 'removeProduction' && answer.status === 204) spare = await create();
  };
  for (let round = 0; round < rounds; round++) {
    await renew();
    for (const operation of operations) await one(operation);
  }

  assert.deepEqual(tree(outer, outer, productions), before);
  assert.ok(
    readdirSync(productions).every(name => /^([0-9a-f]{16}|\.uploads|studio-defaults\.json|\.page\.json)$/.test(name)),
    readdirSync(productions).join(),
  );
  // Each operation was also reached, not only refused at the door.
  const neverDone = operations
    .filter(({ operationId }) => ![...seen.get(operationId)!].some(status => status < 300))
    .map(({ operationId }) => operationId);
  assert.deepEqual(neverDone, [], 'operations that no request got through');
  assert.equal((await call('/api/productions')).status, 200);
  return { requests: Object.values(statuses).reduce((sum, count) => sum + count, 0), statuses };
}
