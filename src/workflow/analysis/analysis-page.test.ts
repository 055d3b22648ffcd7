import assert from 'node:assert/strict';
import test from 'node:test';
import { noSteadyBeat } from '../../audio/rhythm/certainty.ts';
import { analyse, clicks } from '../../audio/synthetic-signals.ts';
import { analysisData } from './analysis-data.ts';
import { analysisPage } from './analysis-page.ts';

const times = Array.from({ length: 16 }, (_, i) => 0.5 * i);
const analysis = analyse(clicks(times, 8, 4).map(sample => 0.05 * sample));

test('data tell tempo, metre and every point of the tempo curve with a confidence', () => {
  const data = analysisData(analysis) as {
    metreConfidence: number;
    tempoCurve: { time: number; tempo: number; confidence: number }[];
    beats: unknown[];
  };
  const { downbeats } = analysis;
  const mean = downbeats.reduce((sum, { confidence }) => sum + confidence, 0) / downbeats.length;
  assert.ok(Math.abs(data.metreConfidence - mean) < 1e-12);
  assert.equal(data.tempoCurve.length, data.beats.length);
  for (const { tempo, confidence } of data.tempoCurve) {
    assert.ok(Math.abs(tempo - 120) < 2 && confidence > 0 && confidence <= 1, `${tempo} ${confidence}`);
  }
});

test('the page draws a quiet track as high as a loud one and tells its peak, and how sure tempo and metre are', async () => {
  const page = await analysisPage(analysis, 'a & b');
  assert.match(page, /<title>a &amp; b/);
  assert.match(page, new RegExp(`BPM \\(${Math.round(100 * analysis.tempoConfidence)}% sure\\)`));
  assert.match(page, /Beats in a bar<\/dt><dd>\d+ \(\d+% sure\)/);
  const peak = Math.max(...analysis.features.detail!.peaks);
  assert.ok(page.includes(`peak ${Math.round(20 * Math.log10(peak))} dB`));
  const outline = /class="wave" d="M([^"]*)Z"/.exec(page)![1];
  const heights = outline.split('L').map(point => Number(point.split(' ')[1]));
  assert.ok(Math.min(...heights) < 1 && Math.max(...heights) > 69, `${Math.min(...heights)} ${Math.max(...heights)}`);
});

test('the page of a track without a beat says so once, and what else is wrong first', async () => {
  const weak = { ...analysis, tempoConfidence: 0.1, warnings: ['The file ends early.', noSteadyBeat] };
  const advice = [...(await analysisPage(weak, 'x')).matchAll(/<li>([^<]*)/g)].map(([, line]) => line);
  assert.equal(advice[0], 'The file ends early.');
  assert.ok(!advice.includes(noSteadyBeat) && advice.length > 2, advice.join('; '));
});
