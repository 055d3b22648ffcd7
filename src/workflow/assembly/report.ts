import { join } from 'node:path';
import type { Analysis } from '../../audio/index.ts';
import { clock } from '../../formatting/clock.ts';
import { counted } from '../../formatting/counted.ts';
import { escapeMarkup } from '../../formatting/escape-markup.ts';
import { encodeImage } from '../../media/index.ts';
import { explainPlan, type SceneMap } from '../../scene-map/index.ts';
import type { FrameRange } from '../drawing/shots.ts';
import type { RenderResult } from '../planning/render-request.ts';
import { type Production, writeWhole } from '../production/production.ts';
import type { Listener } from '../progress.ts';
import type { VideoSettings } from '../settings.ts';
import { contactSheet } from './contact-sheet.ts';

interface ReportInputs {
  production: Production;
  result: RenderResult;
  settings: VideoSettings;
  analysis: Analysis;
  sceneMap: SceneMap;
  range: FrameRange;
  listener: Listener;
}

const sheetColumns = 4;
const mostPictures = 24;

/**
 * Writes the page that tells what was made and how: a picture of every scene, the song's structure, the figures; and
 * the same as JSON.
 */
export async function writeReport({
  production,
  result,
  settings,
  analysis,
  sceneMap,
  range,
  listener,
}: ReportInputs): Promise<void> {
  listener.progress?.({ stage: 'report', fraction: 0 });
  const frameRate = result.frames / result.duration;
  const shown = sceneMap.scenes
    .map((scene, index) => ({
      scene,
      index,
      middle: Math.floor(((scene.start_time + scene.end_time) / 2) * frameRate),
    }))
    .filter(({ middle }) => middle >= range.first && middle < range.end);
  const step = Math.max(1, Math.ceil(shown.length / mostPictures));
  const pictured = shown.filter((_, i) => i % step === 0);
  const frames = pictured.length > 0 ? pictured.map(p => p.middle - range.first) : [0];
  const aspect = result.width / result.height;
  const cell = { width: 320, height: Math.max(2, Math.round(320 / aspect / 2) * 2) };
  const sheet = await contactSheet(result.outputPath, frames, Math.min(sheetColumns, frames.length), cell);
  const jpeg = await encodeImage(sheet.width, sheet.height, sheet.pixels, 'jpeg');
  writeWhole(join(production.folder, 'contact-sheet.jpg'), jpeg);
  const page = reportPage(Buffer.from(jpeg).toString('base64'), result, settings, analysis, sceneMap);
  writeWhole(production.reportPath, page);
  writeWhole(
    join(production.folder, 'report.json'),
    JSON.stringify({ result, settings, sections: analysis.sections, tempo: analysis.tempo }, null, 2),
  );
  listener.progress?.({ stage: 'report', fraction: 1 });
}

const sectionColours: Record<string, string> = {
  intro: '#5b7aa8',
  verse: '#4f9d8e',
  chorus: '#e0577e',
  bridge: '#b58a3c',
  drop: '#f2762e',
  break: '#7a6bb0',
  outro: '#6a7480',
};

/** The song as a drawing: sections as blocks as high as their energy, loudness over them, downbeats as ticks. */
function timeline({ duration, sections, features, downbeats }: Analysis): string {
  const [width, height] = [1000, 120];
  const x = (time: number): string => ((time / Math.max(duration, 0.01)) * width).toFixed(1);
  const blocks = sections.map(s => {
    const top = height - 20 - 90 * (0.25 + 0.75 * s.energy);
    const colour = sectionColours[s.label] ?? '#888';
    return `<rect x="${x(s.start)}" y="${top.toFixed(1)}" width="${x(s.end - s.start)}" height="${(height - 20 - top).toFixed(1)}" fill="${colour}" opacity=".75"/>
<text x="${(Number(x(s.start)) + 4).toFixed(1)}" y="${height - 26}" fill="#fff" font-size="11">${s.label} ${s.group}</text>`;
  });
  const points: string[] = [];
  const columns = 500;
  for (let i = 0; i < columns; i++) {
    const row = Math.min(features.frames - 1, Math.floor((i / columns) * features.frames));
    points.push(
      `${((i / columns) * width).toFixed(1)},${(height - 20 - 90 * (features.loudness[row] ?? 0)).toFixed(1)}`,
    );
  }
  const ticks = downbeats.map(
    d =>
      `<line x1="${x(d.time)}" x2="${x(d.time)}" y1="${height - 18}" y2="${height - 12}" stroke="#9aa" stroke-width=".7"/>`,
  );
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="The song: sections, loudness, bars">${blocks.join('')}<polyline points="${points.join(' ')}" fill="none" stroke="#fff" stroke-width="1" opacity=".8"/>${ticks.join('')}</svg>`;
}

function reportPage(
  sheet: string,
  result: RenderResult,
  settings: VideoSettings,
  analysis: Analysis,
  sceneMap: SceneMap,
): string {
  const rows: [string, string][] = [
    [
      'Video',
      `${result.width}x${result.height}, ${result.frameRate} frames/s, ${result.frames} frames, ${clock(result.duration, 1)}`,
    ],
    ['Drawn at', `${result.native.width}x${result.native.height} (${settings.quality}), on ${result.renderer}`],
    ...result.clips.map(({ generator, native, shots }): [string, string] => [
      generator,
      `${native.width}x${native.height}, ${counted(shots, 'shot')}`,
    ]),
    [
      'Made in',
      `${result.elapsed.toFixed(1)} s, ${result.timesRealtime.toFixed(2)} times realtime; ${result.shotsRendered} shots drawn, ${result.shotsKept} kept from before`,
    ],
    [
      'Music',
      analysis.beats.length > 0
        ? `${analysis.tempo.toFixed(1)} BPM (confidence ${analysis.tempoConfidence.toFixed(2)}), ${analysis.metre} beats a bar, ${analysis.key.name}`
        : `no steady beat, ${analysis.key.name}`,
    ],
  ];
  const list = explainPlan(sceneMap, analysis).map(line => `<li>${escapeMarkup(line)}</li>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeMarkup(sceneMap.audio_file)} – Phosphene report</title>
<style>body{background:#111417;color:#e8ecef;font:15px/1.5 system-ui,sans-serif;max-width:1040px;margin:2rem auto;padding:0 1rem}img,svg{width:100%;border-radius:6px}th{text-align:left;padding-right:1.5rem;color:#9fb0bd;font-weight:500}li{margin:.15rem 0}</style>
<h1>${escapeMarkup(sceneMap.audio_file)}</h1>
<img alt="One picture from each scene" src="data:image/jpeg;base64,${sheet}">
${timeline(analysis)}
<table>${rows.map(([name, value]) => `<tr><th>${escapeMarkup(name)}</th><td>${escapeMarkup(value)}</td></tr>`).join('')}</table>
${result.notes.length > 0 ? `<h2>Notes</h2><ul>${result.notes.map(n => `<li>${escapeMarkup(n)}</li>`).join('')}</ul>` : ''}
<h2>Scenes</h2><ol>${list.join('')}</ol></html>
`;
}
