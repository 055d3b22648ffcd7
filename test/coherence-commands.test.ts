import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test, { after } from 'node:test';
import { brightened, height, movingPicture, width } from '../src/coherence/test-fixtures/moving-picture.ts';
import { renderVideo } from '../src/index.ts';
import { assemble, createVideoEncoder, probeVideo, writeAnimation } from '../src/media/index.ts';
import { musicOfVideo } from '../src/workflow/quality/music-of-video.ts';
import { repairVideo } from '../src/workflow/quality/repair-video.ts';
import { run, runHere } from './command.ts';
import { temporaryFolder, thumps, writeWav } from './tracks.ts';

/** 48 frames with sound; the light swings from frame 20 to 26. */
const frameRate = { numerator: 24, denominator: 1 };

/** Pictures of which six flicker, without sound. */
async function writeFlicker(path: string, how: { codec: 'h264' | 'hevc'; bitDepth?: 10 }): Promise<void> {
  const encoder = await createVideoEncoder({
    path,
    width,
    height,
    frameRate,
    bitRate: 3_000_000,
    speed: 'fast',
    ...how,
  });
  const frames = movingPicture(48, (luma, frame) => {
    if (frame >= 20 && frame < 26) brightened(luma, frame % 2 ? 1.2 : 0.85);
  });
  for (const { data } of frames) await encoder.write(data);
  await encoder.finish();
}

/** The same with sound; it is made once. */
async function flickeringVideo(folder: string): Promise<string> {
  const path = join(folder, 'video.mp4');
  made ??= makeFlickeringVideo(mkdtempSync(join(tmpdir(), 'phosphene-')));
  copyFileSync(await made, path);
  return path;
}

let made: Promise<string> | undefined;
after(async () => {
  if (made) rmSync(dirname(await made), { recursive: true, force: true });
});

async function makeFlickeringVideo(folder: string): Promise<string> {
  const [pictures, sound, path] = ['pictures.mp4', 'sound.wav', 'video.mp4'].map(name => join(folder, name));
  await writeFlicker(pictures, { codec: 'h264' });
  writeWav(sound, 44100, [thumps(2, [0.1])]);
  await assemble({
    segments: [pictures],
    audioPath: sound,
    audioStartSeconds: 0,
    audioDurationSeconds: 2,
    durationFrames: 48,
    frameRate,
    outputPath: path,
  });
  return path;
}

test('artifacts and repair: what was planted is found, mended, and told on a page', async t => {
  const folder = temporaryFolder(t);
  const video = await flickeringVideo(folder);
  const found = await run(folder, 'artifacts', 'video.mp4', '--json', '-');
  assert.equal(found.code, 0, found.stderr);
  const { artifacts, frames, shots } = JSON.parse(found.stdout);
  assert.equal(frames, 48);
  assert.equal(shots.length, 1);
  assert.deepEqual(
    artifacts.map((a: { kind: string }) => a.kind),
    ['lighting-flicker'],
  );
  assert.ok(Math.abs(artifacts[0].firstFrame - 20) <= 1 && Math.abs(artifacts[0].endFrame - 26) <= 1);

  const repaired = await run(folder, 'repair', 'video.mp4', '-o', 'mended.mp4', '--json');
  assert.equal(repaired.code, 0, repaired.stderr);
  const { before, after, reportPath } = JSON.parse(repaired.stdout);
  assert.equal(before.artifacts.length, 1);
  // Light that was clipped does not come back: a trace may be left, of half the strength at most.
  for (const { strength } of after.artifacts) assert.ok(strength < 0.5 * before.artifacts[0].strength);
  assert.ok(after.score.coherence > before.score.coherence);
  const [old, mended] = await Promise.all([probeVideo(video), probeVideo(join(folder, 'mended.mp4'))]);
  assert.equal(mended.frames, old.frames);
  assert.equal(mended.audio?.codecName, 'aac');
  assert.ok(Math.abs(mended.audio!.duration - old.audio!.duration) < 0.001, 'the sound is taken over as it is');
  const page = readFileSync(reportPath, 'utf8');
  assert.match(page, /Broadcast quality: no/);
  assert.doesNotMatch(page, /(?:src|href)="(?!data:)/, 'the page needs nothing beside it');
});

test('what is mended stays in its container where that can be, and keeps its depth', async t => {
  const folder = temporaryFolder(t);
  const videoPath = join(folder, 'pictures.mp4');
  await writeFlicker(videoPath, { codec: 'h264' });
  const { outputPath } = await repairVideo({ videoPath, outputPath: join(folder, 'mended.webm') });
  assert.equal((await probeVideo(outputPath)).codecName, 'av1', 'what WebM takes');
  await assert.rejects(
    repairVideo({ videoPath, outputPath: join(folder, 'mended.avi') }),
    /^SettingsError: No mended video is written as \.avi; give it a name that ends in \.mp4, \.mov, \.mkv or \.webm\.$/,
  );
  const heard = await flickeringVideo(folder);
  await assert.rejects(
    repairVideo({ videoPath: heard, outputPath: join(folder, 'heard.webm') }),
    /^SettingsError: WebM does not take aac sound; give the mended video a name that ends in/,
  );
  const deep = join(folder, 'deep.mkv');
  await writeFlicker(deep, { codec: 'hevc', bitDepth: 10 });
  const notes: string[] = [];
  // Another container has all of it encoded again.
  const mended = await repairVideo({ videoPath: deep, outputPath: join(folder, 'deep.mp4'), note: n => notes.push(n) });
  const { codecName, bitDepth } = await probeVideo(mended.outputPath);
  assert.deepEqual([codecName, bitDepth], ['hevc', 10]);
  assert.ok(notes.some(note => note.includes('worked on in 8 bits')));
});

test('a video of odd sides that is encoded again loses a column or a row, and this is told', async t => {
  const folder = temporaryFolder(t);
  const videoPath = join(folder, 'odd.gif');
  async function* pictures(): AsyncGenerator<Uint8Array> {
    for (let frame = 0; frame < 6; frame++) yield new Uint8Array(65 * 49 * 3).map((_, i) => (i * 7 + frame * 9) % 200);
  }
  await writeAnimation(videoPath, 'gif', 65, 49, { numerator: 10, denominator: 1 }, pictures());
  const notes: string[] = [];
  const mended = await repairVideo({ videoPath, outputPath: join(folder, 'odd.mp4'), note: n => notes.push(n) });
  const { width, height } = await probeVideo(mended.outputPath);
  assert.deepEqual([width, height], [64, 48]);
  const told = notes.find(note => note.startsWith('The mended video is 64x48, not 65x49'));
  assert.ok(told, notes.join('\n'));
  assert.ok(readFileSync(mended.reportPath, 'utf8').includes(told));
});

test('a repair that is stopped is taken up where it was, and leaves nothing behind', async t => {
  const folder = temporaryFolder(t);
  const video = await flickeringVideo(folder);
  const request = { videoPath: video, outputPath: join(folder, 'mended.mp4') };
  const stop = new AbortController();
  const stages: string[] = [];
  const stopAtMending = ({ stage }: { stage: string }): void => {
    if (stage === 'mend') stop.abort();
  };
  await assert.rejects(repairVideo({ ...request, signal: stop.signal, progress: stopAtMending }));
  assert.ok(!existsSync(request.outputPath));
  const taken = await repairVideo({ ...request, progress: ({ stage }) => stages.push(stage) });
  assert.equal(
    stages.find(stage => stage !== 'analyse'),
    'mend',
    'pictures that were measured are not measured again',
  );
  assert.deepEqual(
    readdirSync(folder).filter(name => name.startsWith('.')),
    [],
  );
  const atOnce = await repairVideo({ ...request, outputPath: join(folder, 'at-once.mp4') });
  assert.deepEqual(readFileSync(taken.outputPath), readFileSync(atOnce.outputPath));
  assert.deepEqual(taken.after, atOnce.after);
});

test('where there is nothing to mend, the pictures are not encoded again', async t => {
  const folder = temporaryFolder(t);
  const path = join(folder, 'clean.mp4');
  const encoder = await createVideoEncoder({
    ...{ path, width, height, frameRate: { numerator: 24, denominator: 1 }, codec: 'h264', bitRate: 3e6 },
    speed: 'balanced',
  });
  for (const { data } of movingPicture(30)) await encoder.write(data);
  await encoder.finish();
  // What cannot be written is told before anything is measured.
  const progress = ({ stage }: { stage: string }): void => assert.notEqual(stage, 'measure');
  for (const target of [{ outputPath: '/proc/mended.mp4' }, { reportPath: join(path, 'page.html') }])
    await assert.rejects(repairVideo({ videoPath: path, progress, ...target }), { syscall: 'mkdir' });
  const { code, stdout, stderr } = await runHere(
    folder,
    'repair',
    'clean.mp4',
    '-o',
    'same.mp4',
    '--stabilize',
    '--json',
  );
  assert.equal(code, 0, stderr);
  assert.deepEqual(JSON.parse(stdout).steadied, []);
  assert.deepEqual(readFileSync(join(folder, 'same.mp4')), readFileSync(path));
  assert.match(stderr, /nothing to mend/);
});

test('the common detector gives frame, timestamp and variance', async t => {
  const folder = temporaryFolder(t);
  await flickeringVideo(folder);
  const { code, stdout, stderr } = await runHere(
    folder,
    'artifacts',
    'video.mp4',
    '--method',
    'farneback',
    '--threshold',
    '0.15',
    '--json',
    '-',
  );
  assert.equal(code, 0, stderr);
  const { artifacts, variances, threshold } = JSON.parse(stdout);
  assert.equal(threshold, 0.15);
  assert.equal(variances.length, 47);
  assert.ok(artifacts.length > 0);
  for (const { frame, timestamp, variance } of artifacts) {
    assert.ok(Math.abs(timestamp - frame / 24) < 1e-9);
    assert.ok(variance > threshold);
    assert.equal(variance, variances[frame - 1]);
  }
});

test('what is no video is refused in one sentence', async t => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'text.mp4'), 'no video at all\n'.repeat(40));
  for (const [command, file, expected] of [
    ['artifacts', 'missing.mp4', /^There is no file /],
    ['repair', 'text.mp4', /^text\.mp4 /],
  ] as const) {
    const { code, stderr } = await runHere(folder, command, file);
    assert.equal(code, 1);
    const last = stderr.trim().split('\n').at(-1)!;
    assert.match(last, expected);
    assert.doesNotMatch(stderr, /\n\s+at /);
  }
  assert.ok(!existsSync(join(folder, 'text-repaired.mp4')));
});

test('the production beside a video tells its music, by the clock of a video of a part of the track', async t => {
  const folder = temporaryFolder(t);
  const audioPath = join(folder, 'beats.wav');
  const times = Array.from({ length: 20 }, (_, i) => i * 0.5 + 0.02);
  writeWav(audioPath, 44100, [thumps(10, times)]);
  const sceneMapPath = join(folder, 'map.json');
  const scene = { description: 'geometry', transition_type: 'cut' };
  const scenes = [
    { ...scene, start_time: 0, end_time: 5 },
    { ...scene, start_time: 5, end_time: 10 },
  ];
  writeFileSync(sceneMapPath, JSON.stringify({ audio_file: 'beats.wav', output_resolution: '192x108', scenes }));
  const outputPath = join(folder, 'part.mp4');
  const asked = { audioPath, sceneMapPath, outputPath, start: 4.25, duration: 3, quality: 'draft', renderer: 'cpu' };
  await renderVideo(asked as Parameters<typeof renderVideo>[0]);

  const { music, production } = await musicOfVideo(outputPath, {});
  assert.equal(production, join(folder, 'part.phosphene'));
  assert.deepEqual(
    music.context.transitions.map(({ time }) => time),
    [-4.25, 0.75],
  );
  const within = music.analysis!.beats.filter(({ time }) => time >= 0 && time < 3);
  assert.equal(within.length, 6);
  for (const { time } of within) assert.ok(Math.abs(((time - 0.27 + 10.25) % 0.5) - 0.25) < 0.03, `beat at ${time}`);

  // What was cut to another length since is heard by itself.
  await renderVideo({ ...asked, outputPath: join(folder, 'other.mp4'), duration: 2 } as Parameters<
    typeof renderVideo
  >[0]);
  copyFileSync(join(folder, 'other.mp4'), outputPath);
  assert.equal((await musicOfVideo(outputPath, {})).production, undefined);
});
