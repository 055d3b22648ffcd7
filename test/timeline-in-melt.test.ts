import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import test from 'node:test';
import { exportTimelines, renderVideo } from '../src/index.ts';
import { decodeVideo } from '../src/media/index.ts';
import { temporaryFolder, thumps, writeWav } from './tracks.ts';

function hasMelt(): boolean {
  try {
    execFileSync('melt', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Longer than melt takes from opening its file to the first picture, however busy the machine. */
const longestEmpty = 5000;

/**
 * Has melt write what a timeline shows. Its writing thread ends at once where it looks whether melt runs before melt
 * says so: MLT 7.12 starts the thread first, and on a busy machine (or with 8 ms put between the two) the file stays
 * empty, after which melt ends as if all were well, or never. Only an empty file is played again.
 */
async function play(timeline: string, played: string): Promise<void> {
  const emptySince = (): number | undefined => {
    const { size, mtimeMs } = statSync(played, { throwIfNoEntry: false }) ?? {};
    return size === 0 ? mtimeMs : undefined;
  };
  for (let more = 4; ; more--) {
    const words = [timeline, '-consumer', `avformat:${played}`, 'vcodec=prores_ks', 'an=1', 'real_time=-1'];
    const melt = spawn('melt', words, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, SDL_AUDIODRIVER: 'dummy' },
    });
    const watch = setInterval(() => {
      if (Date.now() - (emptySince() ?? Number.POSITIVE_INFINITY) > longestEmpty) melt.kill('SIGKILL');
    }, 500);
    const [said, [status]] = await Promise.all([text(melt.stderr), once(melt, 'close')]);
    clearInterval(watch);
    if (emptySince() !== undefined && more > 0) {
      rmSync(played);
      continue;
    }
    assert.equal(status, 0, said);
    return;
  }
}

async function pictures(path: string): Promise<Uint8Array[]> {
  const found: Uint8Array[] = [];
  for await (const { data } of decodeVideo(path, { format: 'gray' })) found.push(data);
  return found;
}

for (const frameRate of [24, 29.97] as const) {
  test(`melt opens the timeline at ${frameRate} and plays the video frame by frame`, {
    skip: !hasMelt() && 'melt is not installed',
  }, async t => {
    const folder = temporaryFolder(t);
    const audioPath = join(folder, 'söng.wav');
    writeWav(audioPath, 44100, [thumps(4, [0.5, 1, 1.5, 2, 2.5, 3, 3.5])]);
    const scenes = [0, 1.1, 2.3].map((start, i, all) => ({
      start_time: start,
      end_time: all[i + 1] ?? 4,
      description: 'scene',
      scene: ['storm', 'starfield', 'tunnel'][i],
      transition_type: i === 1 ? 'dissolve' : 'cut',
      transition_duration: 0.4,
    }));
    const sceneMapPath = join(folder, 'map.json');
    writeFileSync(sceneMapPath, JSON.stringify({ audio_file: 'söng.wav', frame_rate: frameRate, scenes }));
    const outputPath = join(folder, 'video é.mov');
    const { productionFolder, frames } = await renderVideo({
      audioPath,
      sceneMapPath,
      outputPath,
      frameRate,
      resolution: '192x108',
      quality: 'draft',
      renderer: 'cpu',
      codec: 'prores',
    });
    const [timeline] = await exportTimelines({ path: productionFolder, formats: ['mlt'] });
    const played = join(folder, 'played.mov');
    await play(timeline, played);
    const [ours, theirs] = [await pictures(outputPath), await pictures(played)];
    assert.deepEqual([ours.length, theirs.length], [frames, frames]);
    const distance = (a: Uint8Array, b: Uint8Array): number =>
      a.reduce((sum, v, i) => sum + Math.abs(v - b[i]), 0) / a.length;
    for (const [i, picture] of ours.entries()) {
      const apart = distance(picture, theirs[i]);
      assert.ok(apart < 6, `frame ${i} is ${apart.toFixed(1)} code values from the video's`);
    }
    // One frame off would be seen at a hard cut.
    const cut = Math.round(2.3 * (frameRate === 24 ? 24 : 30000 / 1001));
    assert.ok(distance(ours[cut], theirs[cut - 1]) > 12 && distance(ours[cut - 1], theirs[cut]) > 12);
  });
}
