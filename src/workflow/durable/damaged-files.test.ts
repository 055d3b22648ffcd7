import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { temporaryFolder, thumps, writeWav } from '../../../test/tracks.ts';
import { renderVideo } from '../render-video.ts';

test('what a disk has damaged of a production is made again, or told with its mend', async t => {
  const folder = temporaryFolder(t);
  const audioPath = join(folder, 'song.wav');
  writeWav(audioPath, 44100, [thumps(1, [0.2, 0.7])]);
  const outputPath = join(folder, 'song.mp4');
  const request = { audioPath, outputPath, resolution: '128x72', quality: 'draft', renderer: 'cpu' } as const;
  const { productionFolder } = await renderVideo(request);
  const at = (name: string): string => join(productionFolder, name);
  const whole = readFileSync(outputPath);

  const [take] = readdirSync(at('takes'));
  for (const damage of [() => writeFileSync(at(`takes/${take}`), 'x'), () => truncateSync(at(`takes/${take}`), 2000)]) {
    damage();
    rmSync(outputPath);
    const again = await renderVideo(request);
    assert.ok(again.notes.includes('1 finished shot can no longer be read and is drawn again.'), again.notes.join());
    assert.deepEqual(readFileSync(outputPath), whole);
  }

  const analysis = JSON.parse(readFileSync(at('analysis.json'), 'utf8'));
  for (const broken of ['null', '{', JSON.stringify({ ...analysis, features: {} })]) {
    writeFileSync(at('analysis.json'), broken);
    const stages = new Set<string>();
    await renderVideo({ ...request, progress: ({ stage }) => stages.add(stage) });
    assert.ok(stages.has('analyse'), broken.slice(0, 20));
  }

  writeFileSync(at('workflow.db'), 'garbage');
  for (const _ of [1, 2])
    await assert.rejects(renderVideo(request), /^SettingsError: .*workflow\.db is damaged; remove it and run the same/);
});
