import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { temporaryFolder, thumps, writeWav } from '../../../test/tracks.ts';
import { drawingInWords } from '../../formatting/drawing-in-words.ts';
import { estimateVideo, renderVideo } from '../render-video.ts';

test('an estimate tells what drawing takes by frames that are tried, and that nothing is left when all is drawn', async t => {
  const folder = temporaryFolder(t);
  const audioPath = join(folder, 'song.wav');
  writeWav(audioPath, 44100, [thumps(4, [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5])]);
  const request = { audioPath, outputPath: join(folder, 'song.mp4'), resolution: '160x90', quality: 'draft' as const };
  const { orders, drawing } = await estimateVideo(request);
  assert.equal(orders, undefined);
  assert.deepEqual([drawing.frames, drawing.framesFromClips], [96, 0]);
  assert.ok(drawing.tried.frames >= 12 && drawing.tried.scenes >= 1, JSON.stringify(drawing));
  assert.match(
    drawingInWords(drawing),
    /^Drawing 96 frames takes .* on this machine, by \d+ frames of \d scenes? that/,
  );
  assert.deepEqual(readdirSync(join(folder, 'song.phosphene', 'takes')), []);
  assert.ok(!readdirSync(join(folder, 'song.phosphene')).some(name => name.startsWith('.trial')));

  let latest = 0;
  const began = performance.now();
  await renderVideo({ ...request, progress: ({ stage }) => stage === 'render' && (latest = performance.now()) });
  // Wide, since a machine may have other work; a wrong unit or one frame for all lies outside.
  assert.ok(
    drawing.seconds > 0.02 && drawing.seconds < (10 * (latest - began)) / 1000 + 1,
    `${drawing.seconds} s told, ${(latest - began) / 1000} s taken`,
  );
  const after = await estimateVideo(request);
  assert.deepEqual(after.drawing, { frames: 0, seconds: 0, framesFromClips: 0, tried: { frames: 0, scenes: 0 } });
  assert.equal(drawingInWords(after.drawing), 'Every shot is drawn already.');
});
