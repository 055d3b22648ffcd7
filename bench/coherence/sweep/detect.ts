/**
 * What `phosphene artifacts` finds in many videos, in one process: reads their paths from standard input, one a line, and
 * writes beside each `<video>.<label>.json`. With `--keep` their measures stay too, so that detectors alone can be run again.
 *
 *   node bench/coherence/sweep/detect.ts LABEL [--keep] < paths
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { analyseBeside } from '../../../src/coherence/analyse-beside.ts';
import { analyseVideo, type CoherenceAnalysis } from '../../../src/coherence/index.ts';
import { readMeasures } from '../../../src/coherence/measure/kept-measures.ts';
import { musicOfVideo } from '../../../src/workflow/quality/music-of-video.ts';

const [label, keep] = process.argv.slice(2);
for (const path of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const answer = `${path}.${label}.json`;
  if (existsSync(answer)) continue;
  const measuresPath = `${path}.measures`;
  const { music } = await musicOfVideo(path, {});
  let analysis: CoherenceAnalysis;
  if (keep && existsSync(measuresPath)) analysis = await analyseBeside(readMeasures(measuresPath), music.context);
  else analysis = await analyseVideo(path, { music: music.context, ...(keep ? { measuresPath } : {}) });
  const { artifacts, frames, shots, score } = analysis;
  writeFileSync(answer, JSON.stringify({ frames, score: score.coherence, shots, artifacts }));
}
