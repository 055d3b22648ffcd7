import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { planVideo, renderVideo } from '../src/index.ts';
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

test('a track becomes a video as long as its sound, to the frame; a plan that nobody edited is told another size and is not made anew', async t => {
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

  // A plan that nobody edited is told another size and is not made anew.
  const mapPath = join(result.productionFolder, 'scene-map.json');
  const before = readFileSync(mapPath, 'utf8');
  const { sceneMap } = await planVideo({ ...small, resolution: '128x72', audioPath, outputPath });
  assert.equal(sceneMap.output_resolution, '128x72');
  assert.equal(readFileSync(mapPath, 'utf8').replace('128x72', '192x108'), before);
  const again = await renderVideo({ ...small, audioPath, outputPath });
  assert.deepEqual([again.width, again.shotsRendered], [192, 0]);
  assert.ok(!again.notes.some(note => note.includes('edited scene map')));
  const lines: string[] = [];
  await planVideo({ ...small, style: 'neon city', audioPath, outputPath, note: line => void lines.push(line) });
  assert.ok(
    lines.some(line => line.endsWith('planning anew.')),
    'another style makes another plan, and this is said',
  );
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

test('a scene map of one’s own says size, rate and part of the track; what is asked for goes before it', async t => {
  const folder = temporaryFolder(t);
  const audioPath = beatTrack(folder, 8);
  const map = join(folder, 'map.json');
  const scene = {
    start_time: '0:02',
    end_time: '0:05',
    description: 'tunnel',
    motion_intensity: 6,
    color_palette: ['teal'],
    transition_type: 'cut',
  };
  const fields = {
    audio_file: 'other.flac',
    output_resolution: '128x72',
    frame_rate: 30,
    range: { start_time: '0:02', end_time: '0:05' },
  };
  writeFileSync(map, JSON.stringify({ ...fields, scenes: [scene] }));
  const shared = { audioPath, sceneMapPath: map, quality: 'draft', renderer: 'cpu' } as const;
  const made = await renderVideo({ ...shared, outputPath: join(folder, 'as-told.mp4') });
  const { width, height, frameRate, frames, audio } = await probeVideo(made.outputPath);
  assert.deepEqual([width, height, frameRate, frames], [128, 72, 30, 90]);
  assert.ok(Math.abs(audio!.duration - 3) < 0.03, `sound lasts ${audio!.duration} s`);
  assert.ok(
    made.notes.some(note => note.includes('"other.flac"') && note.includes('"beats.wav"')),
    'another song',
  );

  const asked = { resolution: '96x96', frameRate: 24, start: 3, duration: 1 } as const;
  const other = await renderVideo({ ...shared, ...asked, outputPath: join(folder, 'as-asked.mp4') });
  assert.deepEqual([other.width, other.height, other.frameRate, other.frames], [96, 96, 24, 24]);
  for (const [start, duration] of [[1, 2], [4, 2], [6, 1]]) // biome-ignore format: a list
    await assert.rejects(
      renderVideo({ ...shared, start, duration, outputPath: join(folder, 'outside.mp4') }),
      /covers the track from 0:02.00 to 0:05.00 only/,
    );
});

test('a size that no video can have is told before anything is done', async t => {
  const folder = temporaryFolder(t);
  const audioPath = beatTrack(folder, 2);
  const outputPath = join(folder, 'video.mp4');
  await assert.rejects(renderVideo({ audioPath, outputPath, resolution: '1279x720' }), /must be even numbers/);
  await assert.rejects(renderVideo({ audioPath, outputPath, resolution: '96x54' }), /between 64 and 7680/);
  assert.deepEqual(readdirSync(folder), ['beats.wav']);
});

test('flashes lie within one frame of the hits, from first to last', async t => {
  const folder = temporaryFolder(t);
  const times = [1.013, 2.44, 4.1, 5.777, 7.25, 8.6, 9.31];
  const audioPath = join(folder, 'hits.wav');
  writeWav(audioPath, 44100, [thumps(10, times)]);
  const map = join(folder, 'map.json');
  const scene = {
    start_time: '0:00',
    end_time: '0:10',
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

test('stopping leaves no half video, and the next run goes on; one more draws nothing; an edited scene alone is drawn again', async t => {
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
  const told: string[] = [];
  const fractions: number[] = [];
  const result = await renderVideo({
    ...small,
    audioPath,
    outputPath,
    progress: ({ stage, fraction }) => stage === 'render' && fractions.push(fraction),
    take: ({ name }) => told.push(name),
  });
  assert.equal(result.shotsKept, takes.length);
  assert.deepEqual(told.slice(0, takes.length).sort(), takes.sort());
  assert.equal(new Set(told).size, told.length, 'no shot is told twice');
  assert.ok(fractions[0] > 0.3, `what was kept counts as done: ${fractions[0]}`);
  assert.equal(fractions.at(-1), 1);

  const bytes = hash(outputPath);
  const second = await renderVideo({ ...small, audioPath, outputPath });
  assert.deepEqual([second.shotsRendered, second.shotsKept], [0, result.shotsKept + result.shotsRendered]);
  assert.equal(hash(outputPath), bytes, 'the same file to the byte');

  const mapPath = join(result.productionFolder, 'scene-map.json');
  const map = JSON.parse(readFileSync(mapPath, 'utf8'));
  const last = map.scenes.at(-1);
  last.color_palette = ['emerald', 'gold'];
  writeFileSync(mapPath, JSON.stringify(map, null, 2));
  const third = await renderVideo({ ...small, audioPath, outputPath });
  assert.equal(third.shotsRendered, 1);
  assert.ok(third.notes.some(note => note.includes('edited scene map')));
});

test('a preview shows the strongest stretch, also upright', async t => {
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
