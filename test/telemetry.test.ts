import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test from 'node:test';
import { runCommand, writeProduction } from '../bench/durability/production.ts';
import { startEmulator } from '../src/emulator/emulator.ts';
import { temporaryFolder } from './tracks.ts';

interface Named {
  name: string;
}
interface Collected {
  resourceSpans?: { scopeSpans: { spans: Named[] }[] }[];
  resourceMetrics?: { scopeMetrics: { metrics: Named[] }[] }[];
}

test('traces and metrics go where the environment says, logs are lines of JSON, and neither tells prompts or paths', async t => {
  const texts: string[] = [];
  const collector = createServer((request, response) => {
    let text = '';
    request.on('data', data => {
      text += data;
    });
    request.on('end', () => {
      texts.push(text);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>(resolve => collector.listen(0, '127.0.0.1', resolve));
  t.after(() => collector.close());
  const emulator = await startEmulator({
    latency: 20,
    shrink: 16,
    faults: [{ on: 'create', how: 429, retryAfter: 0.01 }],
  });
  t.after(() => emulator.close());
  const { command } = writeProduction(temporaryFolder(t), 'watched', { shots: 2, seconds: 1, orderEvery: 2 });
  const run = await runCommand([...command, '--log', 'json'], {
    ...emulator.environment,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
  });
  assert.equal(run.ended, 0, run.errors);
  const collected = texts.map(text => JSON.parse(text) as Collected);
  const spans = collected.flatMap(({ resourceSpans = [] }) =>
    resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(scope => scope.spans.map(({ name }) => name))),
  );
  for (const name of ['analyse', 'plan', 'scene', 'order', 'await', 'fetch', 'draw', 'assemble', 'report'])
    assert.ok(spans.includes(`phosphene.${name}`), `no span ${name} in ${spans}`);
  const metrics = collected.flatMap(({ resourceMetrics = [] }) =>
    resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(scope => scope.metrics.map(({ name }) => name))),
  );
  const wanted = [
    'step.duration',
    'provider.queue',
    'provider.latency',
    'provider.cost',
    'provider.refusals',
    'frames',
  ];
  for (const name of wanted) assert.ok(metrics.includes(`phosphene.${name}`), `no metric ${name} in ${metrics}`);
  assert.doesNotMatch(texts.join('\n'), /shot number|watched\.mp4/);
  const lines = run.errors
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as { time: string; level: string; message: string; stage?: string });
  assert.ok(lines.every(({ time, level }) => !Number.isNaN(Date.parse(time)) && level === 'info'));
  assert.ok(
    lines.some(({ stage }) => stage === 'render') && lines.some(({ message }) => /Ordering 1 clip/.test(message)),
  );
});
