import assert from 'node:assert/strict';
import test from 'node:test';
import { parseSceneMap, printSceneMap } from '../../scene-map/index.ts';
import { resolveSettings } from '../settings.ts';
import { mapWithSettings, settingsWithMap } from './map-settings.ts';
import type { RenderRequest } from './render-request.ts';

const scene = {
  start_time: 0,
  end_time: 8,
  description: 'a tunnel',
  motion_intensity: 5,
  color_palette: 'teal',
  transition_type: 'cut',
};
const mapOf = (fields: object) =>
  parseSceneMap(JSON.stringify({ audio_file: 'song.wav', ...fields, scenes: [scene] }), { path: 'map.json' });

/** Size, shape and rate that a request comes to with a map. */
function format(fields: object, asked: Partial<RenderRequest> = {}): unknown[] {
  const { preview, ...chosen } = asked;
  const settings = resolveSettings({ ...chosen, resolution: asked.resolution ?? (preview ? '720p' : undefined) });
  const request = { audioPath: 'song.wav', ...asked };
  const { resolution, aspectRatio, frameRate } = settingsWithMap(request, settings, mapOf(fields));
  return [resolution, aspectRatio, frameRate];
}

test('a scene map says size, shape and rate where the request leaves them open', () => {
  const fields = { output_resolution: '4K', aspect_ratio: '9:16', frame_rate: 29.97 };
  assert.deepEqual(format(fields), ['4K', '9:16', 29.97]);
  assert.deepEqual(format({}), ['1080p', '16:9', 24]);
  assert.deepEqual(format(fields, { resolution: '720p' }), ['720p', '9:16', 29.97]);
  assert.deepEqual(format(fields, { frameRate: 60, aspectRatio: '1:1' }), ['4K', '1:1', 60]);
  assert.deepEqual(format({ output_resolution: '1000x500' }), ['1000x500', '16:9', 24]);
  assert.deepEqual(format({ output_resolution: '1000x500' }, { aspectRatio: '1:1' }), ['1080p', '1:1', 24]);
});

test('a preview keeps the shape of the map and is no larger than 720p', () => {
  assert.deepEqual(format({ output_resolution: '4K', aspect_ratio: '4:5' }, { preview: true }), ['720p', '4:5', 24]);
  assert.deepEqual(format({ output_resolution: '1080x1920' }, { preview: true }), ['720x1280', '16:9', 24]);
  assert.deepEqual(format({ output_resolution: '320x180' }, { preview: true }), ['320x180', '16:9', 24]);
  assert.deepEqual(format({ output_resolution: '4K' }, { preview: true, resolution: '1080p' }), ['1080p', '16:9', 24]);
});

test('a map is told another size, and is left alone where it has it', () => {
  const map = mapOf({ output_resolution: '1080p', aspect_ratio: '1:1' });
  assert.equal(mapWithSettings(map, resolveSettings({ aspectRatio: '1:1' })), map);
  const tall = mapWithSettings(map, resolveSettings({ resolution: '720p', aspectRatio: '9:16' }));
  assert.deepEqual([tall.output_resolution, tall.aspect_ratio, tall.scenes], ['720p', '9:16', map.scenes]);
  const exact = mapWithSettings(map, resolveSettings({ resolution: '640x360' }));
  assert.match(printSceneMap(exact), /"output_resolution": "640x360"/);
  assert.equal(exact.aspect_ratio, undefined);
});
