import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { probeVideo, writeExcerpt } from '../../media/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'mcp-'));
const example = fileURLToPath(new URL('../../../examples/first-light.m4a', import.meta.url));
const client = new Client({ name: 'test', version: '1' });
after(async () => {
  await client.close();
  rmSync(folder, { recursive: true, force: true });
});

test('an assistant plans, edits and renders a track through the command', async () => {
  await writeExcerpt(example, 0, 12, join(folder, 'a.wav'));
  const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [main, 'mcp', '--folder', folder], stderr: 'ignore' }),
  );
  const call = async (name: string, args: Record<string, unknown>): Promise<{ text: string; isError: boolean }> => {
    const { content, isError } = await client.callTool({ name, arguments: args });
    return { text: (content as { text: string }[])[0].text, isError: isError === true };
  };
  const names = (await client.listTools()).tools.map(tool => tool.name);
  assert.deepEqual(names, ['analyze', 'plan', 'edit_scene_map', 'render', 'estimate', 'stop', 'export', 'status']);
  assert.ok((await call('analyze', { track: '../elsewhere.mp3' })).isError);
  assert.ok(JSON.parse((await call('analyze', { track: 'a.wav' })).text).tempo > 0);
  const settings = { resolution: '128x72', quality: 'draft' };
  const planned = JSON.parse((await call('plan', { track: 'a.wav', settings })).text);
  const wrong = await call('edit_scene_map', { track: 'a.wav', sceneMap: '{"scenes": []}' });
  assert.ok(wrong.isError);
  assert.match(wrong.text, /audio_file/);
  planned.scenes[0].description = 'desert at dusk';
  assert.match((await call('edit_scene_map', { track: 'a.wav', sceneMap: JSON.stringify(planned) })).text, /Kept/);
  // A map may name scenes of one's own, where they are told of.
  mkdirSync(join(folder, 'own'));
  writeFileSync(join(folder, 'own', 'glow.wgsl'), 'fn shade(pixel: vec2f) -> vec4f { return vec4f(0.5); }\n');
  writeFileSync(join(folder, 'own', 'glow.json'), '{"summary": "A glow"}');
  const own = JSON.stringify({
    ...planned,
    scenes: [{ ...planned.scenes[0], scene: 'glow', look: undefined }, ...planned.scenes.slice(1)],
  });
  assert.match((await call('edit_scene_map', { track: 'a.wav', sceneMap: own })).text, /glow/);
  assert.match((await call('edit_scene_map', { track: 'a.wav', sceneMap: own, scenes: 'own' })).text, /Kept/);
  const plain = JSON.stringify(planned);
  assert.match((await call('edit_scene_map', { track: 'a.wav', sceneMap: plain })).text, /Kept/);
  // A map that was edited stays, unless it is to go.
  const descriptionOf = async (replan: boolean): Promise<string> =>
    JSON.parse((await call('plan', { track: 'a.wav', settings, replan })).text).scenes[0].description;
  assert.equal(await descriptionOf(false), 'desert at dusk');
  assert.notEqual(await descriptionOf(true), 'desert at dusk');
  assert.match((await call('estimate', { track: 'a.wav', settings })).text, /Nothing is ordered/);
  assert.ok((await call('estimate', { track: 'a.wav', settings, footage: '../..' })).isError);
  assert.ok((await call('stop', {})).isError);
  const made = async (asked: Record<string, unknown>): Promise<{ state: string; result: string }> => {
    assert.match((await call('render', { track: 'a.wav', settings, ...asked })).text, /Begun/);
    for (;;) {
      await new Promise(resolve => setTimeout(resolve, 100));
      const work = JSON.parse((await call('status', {})).text).at(-1);
      if (work.state !== 'running') return work;
    }
  };
  // A part of the track: of the video, and as a quick look that shows the scenes as they were planned.
  const look = await made({ preview: true, start: 3, duration: 1 });
  assert.match(look.result, /^a-preview\.mp4: 1\.00 s, 128x72\n.*Showing the scenes of .*a\.phosphene/s);
  assert.equal((await made({ start: 40 })).state, 'failed');
  assert.ok((await call('estimate', { track: 'a.wav', settings, duration: -1 })).isError);
  const { result } = await made({ qa: 'report' });
  assert.match(
    result,
    /^a\.mp4: 12\.00 s, 128x72\nCoherence [01]\.\d{3}, \d+ artifacts?: a\.phosphene\S+\nBroadcast quality: no\. The picture is 128x72/,
  );
  assert.equal((await probeVideo(join(folder, 'a.mp4'))).width, 128);
});
