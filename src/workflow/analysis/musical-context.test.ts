import assert from 'node:assert/strict';
import test from 'node:test';
import { parseSceneMap } from '../../scene-map/index.ts';
import { transitionsOf } from './musical-context.ts';

test('pictures change on purpose where scenes begin and where overlays come and go by times of their own', () => {
  const scene = { description: 'Waves', camera: 'static', transition_type: 'cut', generator: 'built-in' };
  const overlays = [
    { file: 'singer.mp4', start_time: 1.5, end_time: 2.5 },
    { file: 'flare.mov', start_time: '0:03.000' },
    { file: 'frame.png' },
  ];
  const map = parseSceneMap(
    JSON.stringify({
      audio_file: 'song.wav',
      scenes: [
        { ...scene, start_time: 0, end_time: 4, overlays },
        { ...scene, start_time: 4, end_time: 8, transition_type: 'fade' },
      ],
    }),
    { path: 'map.json', onWarning: () => undefined },
  );
  const changes = transitionsOf(map);
  assert.deepEqual(
    changes.map(({ time }) => time),
    [0, 1.5, 2.5, 3, 4],
  );
  assert.ok(changes.at(-1)!.seconds > 0, 'a fade takes its time');
});
