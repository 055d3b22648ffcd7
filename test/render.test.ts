import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { renderVideo } from '../src/index.ts';
import { decodeVideo, probeVideo } from '../src/media/index.ts';
import { temporaryFolder, thumps, writeWav } from './tracks.ts';

const small = { resolution: '192x108', quality: 'draft', frameRate: 24, renderer: 'cpu' } as const;

const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

function beatTrack(folder: string, seconds: number): string {
  const path = join(folder, 'beats.wav');
  const times = Array.from({ length: Math.floor(seconds / 0.5) }, (_, i) => i * 0.5 + 0.02);
  writeWav(path, 44100, [thumps(seconds, times)]);
  return path;
}

test('a track becomes a video as long as its sound, to the frame', async t => {
  const folder = temporaryFolder(t);
  const audioPath = beatTrack(folder, 5.03);
  const outputPath = join(folder, 'Ünïcode 動画.mp4');
  const stages = new Set<string>();
  const result = await renderVideo({ ...small, audioPath, outputPath, progress: p => stages.add(p.stage) });
  assert.equal(result.frames, Math.ceil(5.03 * 24));
  assert.deepEqual([...stages], ['analyse', 'plan', 'render', 'assemble', 'report']);
  const video = await probeVideo(outputPath);
  assert.equal(video.frames, result.frames);
  assert.equal(video.codecName, 'h264');
  assert.equal(video.profile, 100, 'High profile');
  assert.deepEqual([video.width, video.height, video.frameRate], [192, 108, 24]);
  assert.deepEqual(video.colour, { space: 1, primaries: 1, transfer: 1, range: 1 }, 'BT.709, limited range');
  assert.ok(Math.abs(video.audio!.duration - 5.03) < 0.03, `sound lasts ${video.audio!.duration} s`);
  assert.equal(video.audio!.codecName, 'aac');
  for (const name of ['analysis.json', 'scene-map.json', 'report.html', 'report.json', 'contact-sheet.jpg']) {
    assert.ok(existsSync(join(result.productionFolder, name)), name);
  }
});

test('a second run draws nothing; an edited scene alone is drawn again', async t => {
  const folder = temporaryFolder(t);
  const audioPath = beatTrack(folder, 20);
  const outputPath = join(folder, 'video.mp4');
  const first = await renderVideo({ ...small, audioPath, outputPath });
  assert.ok(first.shotsRendered > 1, 'the plan has several shots');
  const bytes = hash(outputPath);
  const second = await renderVideo({ ...small, audioPath, outputPath });
  assert.deepEqual([second.shotsRendered, second.shotsKept], [0, first.shotsRendered]);
  assert.equal(hash(outputPath), bytes, 'the same file to the byte');

  const mapPath = join(first.productionFolder, 'scene-map.json');
  const map = JSON.parse(readFileSync(mapPath, 'utf8'));
  const last = map.scenes.at(-1);
  last.color_palette = ['emerald', 'gold'];
  writeFileSync(mapPath, JSON.stringify(map, null, 2));
  const third = await renderVideo({ ...small, audioPath, outputPath });
  assert.equal(third.shotsRendered, 1);
  assert.ok(third.notes.some(note => note.includes('edited scene map')));
});

test('a stretch of the video is drawn the same alone as within the whole', async t => {
  const folder = temporaryFolder(t);
  const audioPath = beatTrack(folder, 8);
  const map = join(folder, 'map.json');
  const scenes = [
    {
      start_time: '0:00',
      end_time: '0:04',
      description: 'geometry',
      scene: 'geometry',
      motion_intensity: 6,
      color_palette: ['teal'],
      transition_type: 'cut',
    },
    {
      start_time: '0:04',
      end_time: '0:08',
      description: 'tunnel',
      scene: 'tunnel',
      motion_intensity: 6,
      color_palette: ['red'],
      transition_type: 'dissolve',
    },
  ];
  writeFileSync(map, JSON.stringify({ audio_file: 'beats.wav', output_resolution: '1080p', frame_rate: 24, scenes }));
  const whole = join(folder, 'whole.mov');
  const part = join(folder, 'part.mov');
  const shared = { ...small, codec: 'prores', audioPath, sceneMapPath: map } as const;
  await renderVideo({ ...shared, outputPath: whole });
  await renderVideo({ ...shared, outputPath: part, start: 3, duration: 2 });
  const frames = async (path: string, indices: number[]): Promise<string[]> => {
    const found: string[] = [];
    for await (const { data } of decodeVideo(path, { format: 'gray', frames: indices }))
      found.push(createHash('sha256').update(data).digest('hex'));
    return found;
  };
  // ProRes codes each frame by itself, so equal pictures give equal frames.
  assert.deepEqual(await frames(part, [0, 23, 24, 30, 47]), await frames(whole, [72, 95, 96, 102, 119]));
});

test('flashes lie within one frame of the hits, from first to last', async t => {
  const folder = temporaryFolder(t);
  const times = [1.013, 2.44, 4.1, 5.777, 8.25, 11.6, 14.31];
  const audioPath = join(folder, 'hits.wav');
  writeWav(audioPath, 44100, [thumps(16, times)]);
  const map = join(folder, 'map.json');
  const scene = {
    start_time: '0:00',
    end_time: '0:16',
    description: 'warehouse',
    scene: 'warehouse',
    motion_intensity: 1,
    color_palette: ['white'],
    transition_type: 'cut',
  };
  writeFileSync(
    map,
    JSON.stringify({ audio_file: 'hits.wav', output_resolution: '1080p', frame_rate: 24, scenes: [scene] }),
  );
  const outputPath = join(folder, 'video.mp4');
  await renderVideo({ ...small, audioPath, outputPath, sceneMapPath: map });
  const light: number[] = [];
  for await (const { data } of decodeVideo(outputPath, { format: 'gray', width: 96, height: 54 }))
    light.push(data.reduce((a, b) => a + b, 0) / data.length);
  for (const time of times) {
    const near = Math.floor(time * 24);
    let best = near - 4;
    for (let frame = near - 4; frame <= near + 4; frame++) {
      if (light[frame] - light[frame - 1] > light[best] - light[best - 1]) best = frame;
    }
    // The frame on screen when the hit sounds, or the next one.
    assert.ok(best === near || best === near + 1, `hit at ${time} s (frame ${near}) flashes at frame ${best}`);
  }
});

test('stopping leaves no half video, and the next run goes on', async t => {
  const folder = temporaryFolder(t);
  const audioPath = beatTrack(folder, 20);
  const outputPath = join(folder, 'video.mp4');
  const stopper = new AbortController();
  const attempt = renderVideo({
    ...small,
    audioPath,
    outputPath,
    signal: stopper.signal,
    progress: p => {
      if (p.stage === 'render' && p.fraction > 0.6) stopper.abort();
    },
  });
  await assert.rejects(attempt, { name: 'AbortError' });
  assert.deepEqual(readdirSync(folder).sort(), ['beats.wav', 'video.phosphene']);
  const takes = readdirSync(join(folder, 'video.phosphene', 'takes'));
  assert.ok(takes.length > 0 && takes.every(name => name.endsWith('.mp4') && !name.startsWith('.')), takes.join(' '));
  const result = await renderVideo({ ...small, audioPath, outputPath });
  assert.equal(result.shotsKept, takes.length);
});

test('preview and shapes: the strongest stretch, upright', async t => {
  const folder = temporaryFolder(t);
  const audioPath = beatTrack(folder, 12);
  const outputPath = join(folder, 'p.mp4');
  const result = await renderVideo({
    ...small,
    resolution: '144x256',
    audioPath,
    outputPath,
    preview: true,
    duration: 3,
  });
  assert.ok(result.duration > 2.5 && result.duration < 4.5, `${result.duration} s`);
  assert.deepEqual([result.width, result.height], [144, 256]);
});
