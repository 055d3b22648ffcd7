import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { timelineCommand } from '../src/cli/timeline-command.ts';
import { exportTimelines, exportVideo, renderVideo, verifyVideo } from '../src/index.ts';
import { decodeVideo, encodeImage, probeVideo } from '../src/media/index.ts';
import { openSource, requestAgain } from '../src/workflow/export/export-source.ts';
import { prepareProduction } from '../src/workflow/planning/prepare-production.ts';
import { said } from './command.ts';
import { temporaryFolder, thumps, writeWav } from './tracks.ts';

const small = { resolution: '192x108', quality: 'draft', frameRate: 24, renderer: 'cpu' } as const;

test('a production leaves as timelines, shorts, a loop, previews, and signed', async t => {
  const folder = temporaryFolder(t);
  const audioPath = join(folder, 'beats.wav');
  const times = Array.from({ length: 20 }, (_, i) => i * 0.5 + 0.02);
  writeWav(audioPath, 44100, [thumps(10.3, times)]);
  const outputPath = join(folder, 'video é.mp4');
  writeFileSync(join(folder, 'beats.lrc'), '[00:04.00]hello\n[00:05.00]\n[00:06.00]world & all\n[00:08.00]');
  const logo = join(folder, 'logo.png');
  writeFileSync(logo, await encodeImage(16, 8, new Uint8Array(16 * 8 * 3).fill(255), 'png'));
  const result = await renderVideo({ ...small, audioPath, outputPath, credentials: {}, look: 'noir', logo });

  const signed = await verifyVideo(outputPath);
  assert.equal(signed.state, 'intact', signed.explanation[0]);
  assert.equal(signed.sourceType, 'algorithmicMedia');
  assert.equal(signed.shots.length, result.shotsRendered);
  assert.equal(signed.shots.at(-1)!.end, Number((result.frames / 24).toFixed(3)));
  const rightsPath = join(result.productionFolder, 'rights.json');
  const rights = JSON.parse(readFileSync(rightsPath, 'utf8'));
  assert.deepEqual([rights.track.clearance, rights.generators[0].name], ['unknown', 'built-in']);
  assert.deepEqual(rights.overlays, ['../logo.png']);
  assert.ok(signed.ingredients.includes('logo.png'), 'what lies over the pictures is named');

  const paths = await exportTimelines({ path: outputPath, formats: ['otio', 'edl'] });
  const printed = await said(timelineCommand(), outputPath, '--format', 'otio', '--json');
  assert.deepEqual(JSON.parse(printed), { paths: [paths[0]] });
  const timeline = JSON.parse(readFileSync(paths[0], 'utf8'));
  let frames = 0;
  for (const clip of timeline.tracks.children[0].children) {
    const url = clip.media_references.DEFAULT_MEDIA.target_url;
    const take = await probeVideo(decodeURIComponent(new URL(url, `file://${encodeURI(paths[0])}`).pathname));
    assert.equal(take.frames, clip.source_range.duration.value, 'the whole take is used');
    frames += take.frames;
  }
  assert.equal(frames, result.frames);
  const titles = timeline.tracks.children[1].children.filter(
    (c: { OTIO_SCHEMA: string }) => c.OTIO_SCHEMA === 'Clip.2',
  );
  assert.deepEqual(
    titles.map((c: { name: string; enabled: boolean }) => [c.name, c.enabled]),
    [
      ['hello', false],
      ['world & all', false],
    ],
    'the lyrics are there to be edited, and switched off since the takes show them',
  );

  const request = { path: outputPath, renderer: 'cpu' } as const;
  const short = await exportVideo({ ...request, preset: 'tiktok', seconds: 4, resolution: '360x640' });
  assert.deepEqual(short.broken, []);
  const tall = await probeVideo(short.paths[0]);
  assert.deepEqual([tall.width, tall.height], [360, 640]);
  assert.ok(tall.duration <= 4.05 && tall.duration >= 2 && tall.audio !== undefined, `${tall.duration} s`);

  let most = 0;
  for await (const { data, width, height } of decodeVideo(short.paths[0], { format: 'nv12', frames: [20] }))
    for (const chroma of data.subarray(width * height)) most = Math.max(most, Math.abs(chroma - 128));
  assert.ok(most <= 6, `the short has the look of the video: chroma ${most}`);

  const loop = await exportVideo({ ...request, preset: 'loop' });
  assert.match(loop.notes[0], /it closes\.$/);
  const closed = await probeVideo(loop.paths[0]);
  assert.ok(closed.duration >= 3 && closed.duration <= 8 && closed.audio === undefined);
  assert.ok(!existsSync(join(folder, 'video é-loop.film.mov')), 'nothing is left over');

  for (const [preset, name] of [
    ['gif', 'gif'],
    ['webp', 'webp'],
  ] as const) {
    const { paths: made } = await exportVideo({ ...request, preset });
    const head = readFileSync(made[0]).subarray(0, 12).toString('latin1');
    assert.match(head, name === 'gif' ? /^GIF89a/ : /^RIFF....WEBP/s);
  }
  const gif: number[] = [];
  for await (const { data } of decodeVideo(join(folder, 'video é.gif'), { format: 'gray' })) gif.push(data.length);
  assert.ok(gif.length >= 30);
  const poster = await exportVideo({ ...request, preset: 'poster' });
  assert.deepEqual([...readFileSync(poster.paths[0]).subarray(0, 2)], [0xff, 0xd8]);
  const captions = await exportVideo({ ...request, preset: 'captions' });
  assert.match(readFileSync(captions.paths[0], 'utf8'), /00:00:04,000 --> 00:00:05,000\nhello/);
  assert.match(readFileSync(captions.paths[1], 'utf8'), /00:00:06\.000 --> 00:00:08\.000\nworld &amp; all/);
  await assert.rejects(exportVideo({ ...request, preset: 'captions', lines: [] }), /rendered without lyrics/);

  // What people wrote stays, and a record that cannot be read is not overwritten.
  writeFileSync(rightsPath, '{ broken');
  const again = await renderVideo({ ...small, audioPath, outputPath });
  assert.ok(again.notes.some(note => note.includes('rights.json was left as it is')));
  assert.equal(readFileSync(rightsPath, 'utf8'), '{ broken');
});

test('exports of a video whose record keeps no seed take that of its scene map, as it did', async t => {
  const folder = temporaryFolder(t);
  const audioPath = join(folder, 'beats.wav');
  writeWav(audioPath, 44100, [thumps(4, [0.5, 1, 1.5, 2, 2.5, 3, 3.5])]);
  const scene = { start_time: 0, end_time: 4, description: 'tunnel', motion_intensity: 5 };
  const looks = { color_palette: 'teal', transition_type: 'cut' };
  const sceneMapPath = join(folder, 'map.json');
  writeFileSync(sceneMapPath, JSON.stringify({ audio_file: 'beats.wav', seed: 7, scenes: [{ ...scene, ...looks }] }));
  const outputPath = join(folder, 'video.mp4');
  const { productionFolder } = await renderVideo({ ...small, audioPath, outputPath, sceneMapPath, duration: 0.5 });
  const seedOfExport = async (): Promise<unknown> => {
    const source = openSource({ path: outputPath, preset: 'tiktok' });
    const request = await requestAgain(source, { path: outputPath, preset: 'tiktok' }, join(folder, 'again.mp4'), {});
    return (await prepareProduction(request)).settings.seed;
  };
  const recordPath = join(productionFolder, 'edit.json');
  const record = JSON.parse(readFileSync(recordPath, 'utf8'));
  assert.equal(record.seed, 7);
  assert.equal(await seedOfExport(), 7);
  const { seed: _seed, ...older } = record;
  writeFileSync(recordPath, JSON.stringify({ ...older, settings: { ...older.settings, seed: 1 } }));
  assert.equal(await seedOfExport(), 7);
  writeFileSync(recordPath, JSON.stringify({ ...record, seed: 9 }));
  assert.equal(await seedOfExport(), 9, 'a seed that the render was asked for holds');
});

test('a loop lies within the video, which may be a part of the track, and has all its pictures', async t => {
  const folder = temporaryFolder(t);
  const audioPath = join(folder, 'beats.wav');
  const times = Array.from({ length: 24 }, (_, i) => i * 0.5 + 0.02);
  writeWav(audioPath, 44100, [thumps(12, times)]);
  const loopOf = async (start: number, duration: number): Promise<{ from: number; seconds: number }> => {
    const outputPath = join(folder, `from ${start}.mp4`);
    await renderVideo({ ...small, audioPath, outputPath, start, duration });
    const { paths, notes } = await exportVideo({ path: outputPath, renderer: 'cpu', preset: 'loop' });
    const [told, from] = /^(\S+) s loop from 0:(\d+\.\d+)/.exec(notes[0])!.slice(1).map(Number);
    const { duration: seconds } = await probeVideo(paths[0]);
    assert.ok(Math.abs(seconds - told) < 0.01, `${seconds} s of ${told}`);
    return { from, seconds };
  };
  for (const [start, duration] of [
    [7, 4.5],
    [0, 4],
  ]) {
    const { from, seconds } = await loopOf(start, duration);
    assert.ok(from >= start && from + seconds <= start + duration + 1e-3, `${seconds} s from ${from}`);
  }
  const outputPath = join(folder, 'short.mp4');
  await renderVideo({ ...small, audioPath, outputPath, duration: 1 });
  await assert.rejects(exportVideo({ path: outputPath, preset: 'loop' }), {
    name: 'SettingsError',
    message: 'A loop needs 3 seconds of video; this one is too short.',
  });
});
