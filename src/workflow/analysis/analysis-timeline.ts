import type { Analysis } from '../../audio/index.ts';
import { frameFeatures, melBands, tempoCurve } from '../../audio/index.ts';
import { encodeImage } from '../../media/image.ts';
import { clock } from '../../reports/clock.ts';

/** Colours of the sections, dark enough for white letters on them. */
const sectionColours: Record<string, string> = {
  intro: '#51709f',
  verse: '#35806f',
  chorus: '#bf3d66',
  bridge: '#94681f',
  drop: '#c2540f',
  break: '#6a5aa3',
  outro: '#5d6771',
};

/** One strip of the picture. `draw` gets the strip's height and gives SVG in coordinates of the strip. */
interface Lane {
  name: string;
  /** A line under the name: unit or range. */
  note?: string;
  height: number;
  draw(height: number): string;
}

const pad = 5;
const axisHeight = 22;
const number = (value: number): string => (Math.round(value * 10) / 10).toString();
/** Black through purple and orange to pale yellow, even in brightness. */
const heatStops = [[8, 8, 20], [66, 20, 98], [147, 38, 103], [221, 81, 58], [252, 165, 10], [252, 255, 190]]; // biome-ignore format: a list

/** Writes the colour of a value, 0 to 1, as three bytes from `at` on. */
function writeHeat(value: number, rgb: Uint8Array, at: number): void {
  const place = Math.min(heatStops.length - 1.001, Math.max(0, value * (heatStops.length - 1)));
  const low = Math.floor(place);
  for (let c = 0; c < 3; c++) {
    rgb[at + c] = Math.round(heatStops[low][c] + (place - low) * (heatStops[low + 1][c] - heatStops[low][c]));
  }
}

/** A table of 0 to 1 as a picture, `rows` from the bottom up, as an SVG image that fills a strip. */
async function heatImage(
  columns: number,
  rows: number,
  at: (column: number, row: number) => number,
  width: number,
  height: number,
): Promise<string> {
  const rgb = new Uint8Array(columns * rows * 3);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) writeHeat(at(c, r), rgb, ((rows - 1 - r) * columns + c) * 3);
  }
  const png = Buffer.from(await encodeImage(columns, rows, rgb, 'png')).toString('base64');
  return `<image width="${width}" height="${height}" preserveAspectRatio="none" href="data:image/png;base64,${png}"/>`;
}

/** Marks as one path of upright strokes. */
function strokes(times: readonly number[], x: (time: number) => number, top: number, bottom: number): string {
  return times.map(time => `M${number(x(time))} ${number(top)}V${number(bottom)}`).join('');
}

/** All lanes of the analysis on one time axis: names at the left, the picture scrolling beside them. */
export async function drawTimeline(analysis: Analysis): Promise<string> {
  const { duration, beats, downbeats, sections, onsets, features } = analysis;
  const width = Math.round(Math.min(12000, Math.max(1220, duration * 7)));
  const x = (time: number): number => (time / duration) * width;
  // A column is a pixel or, on a long track, more than a frame.
  const columns = Math.max(2, Math.min(width, Math.ceil(duration * 20), 4000));
  const frameRate = columns / duration;
  const rowOf = (column: number): number =>
    Math.min(features.frames - 1, Math.round(column / frameRate / features.hopSeconds));
  const frames = Array.from({ length: columns }, (_, c) => frameFeatures(features, c, frameRate));
  const polyline = (values: readonly number[], height: number, kind = 'curve'): string => {
    const points = values.map(
      (value, c) => `${number((c / (values.length - 1)) * width)},${number(height - value * height)}`,
    );
    return `<polyline class="${kind}" points="${points.join(' ')}"/>`;
  };
  const stepped = (time: number, value: number, height: number): string =>
    `${number(x(time))} ${number(height - value * height)}`;

  const sectionLane = (height: number): string =>
    sections
      .map(s => {
        const [left, right] = [x(s.start), x(s.end)];
        const full = `${s.group} ${s.label}`;
        const label = right - left > 7 * full.length + 8 ? full : right - left > 16 ? s.group : '';
        return `<g class="section"><title>${s.label} ${s.group}, ${clock(s.start)} to ${clock(s.end)}, energy ${s.energy.toFixed(2)}, ${Math.round(100 * s.confidence)}% sure</title><rect x="${number(left + 0.5)}" width="${number(Math.max(1, right - left - 1))}" height="${height}" rx="3" fill="${sectionColours[s.label]}"/><rect x="${number(left + 0.5)}" y="${number(height * (1 - 0.55 * s.energy))}" width="${number(Math.max(1, right - left - 1))}" height="${number(0.55 * s.energy * height)}" fill="#fff" opacity=".17"/><text x="${number(left + 6)}" y="16">${label}</text></g>`;
      })
      .join('');
  const peaks = features.detail!.peaks;
  const waveLane = (height: number): string => {
    const up: string[] = [];
    const down: string[] = [];
    for (let c = 0; c < columns; c++) {
      let peak = 0;
      for (let i = rowOf(c); i < Math.max(rowOf(c) + 1, rowOf(c + 1)); i++) peak = Math.max(peak, peaks[i] ?? 0);
      const at = number((c / (columns - 1)) * width);
      up.push(`${at} ${number((1 - peak) * (height / 2))}`);
      down.push(`${at} ${number((1 + peak) * (height / 2))}`);
    }
    return `<path class="wave" d="M${up.join('L')}L${down.reverse().join('L')}Z"/>`;
  };
  const beatLane = (height: number): string => {
    const shown = beats.length < width / 2 ? beats : [];
    const byTrust = (items: readonly { time: number; confidence: number }[], kind: string, top: number): string =>
      [0, 1, 2, 3]
        .map(level => {
          const times = items.filter(b => Math.min(3, Math.floor(b.confidence * 4)) === level).map(b => b.time);
          return times.length > 0
            ? `<path class="${kind}" style="opacity:${0.3 + 0.23 * level}" d="${strokes(times, x, top, height)}"/>`
            : '';
        })
        .join('');
    const step = downbeats.length > 0 ? Math.max(4, 4 * Math.ceil((46 * downbeats.length) / width / 4)) : 1;
    const numbers = downbeats
      .filter((_, bar) => bar % step === 0)
      .map((d, i) => `<text x="${number(x(d.time) + 3)}" y="9">${i * step + 1}</text>`);
    return byTrust(shown, 'beat', height * 0.6) + byTrust(downbeats, 'downbeat', 12) + numbers.join('');
  };
  const confidenceLane = (height: number): string => {
    const area = beats.length
      ? `<path class="area" d="M${number(x(beats[0].time))} ${height}L${beats.map(b => stepped(b.time, b.confidence, height)).join('L')}L${number(x(beats[beats.length - 1].time))} ${height}Z"/>`
      : '';
    const line = sections.map(s => `M${stepped(s.start, s.confidence, height)}H${number(x(s.end))}`).join('');
    return `${area}<path class="curve second" d="${line}"/><path class="limit" d="M0 ${number(height * 0.65)}H${width}"/>`;
  };
  const tempi = tempoCurve(beats);
  const tempoValues = tempi.map(point => point.tempo).sort((a, b) => a - b);
  const middle = tempoValues[tempoValues.length >> 1] ?? 120;
  const lowest = Math.min(middle * 0.9, tempoValues[Math.floor(0.02 * tempoValues.length)] ?? middle);
  const highest = Math.max(middle * 1.1, tempoValues[Math.floor(0.98 * tempoValues.length)] ?? middle);
  const tempoLane = (height: number): string =>
    tempi.length === 0
      ? `<text x="8" y="${height / 2 + 4}">no steady beat</text>`
      : `<path class="curve third" d="M${tempi.map(p => stepped(p.time, Math.min(1, Math.max(0, (p.tempo - lowest) / (highest - lowest))), height)).join('L')}"/>`;
  const hitLane = (height: number): string =>
    (['hat', 'snare', 'kick'] as const)
      .map((region, i) => {
        const part = height / 3;
        const levels = [0.25, 0.5, 1].map((top, l, all) => {
          const times = onsets[region].filter(o => o.strength <= top && o.strength > (all[l - 1] ?? 0));
          const d = strokes(
            times.map(o => o.time),
            x,
            (i + 1) * part - 2 - top * (part - 4),
            (i + 1) * part - 2,
          );
          return d ? `<path class="${region}" style="opacity:${0.35 + 0.6 * top}" d="${d}"/>` : '';
        });
        return levels.join('');
      })
      .join('');
  const loudest = Math.max(...frames.map(f => f.momentaryLoudness));
  const bandNames = ['sub', 'bass', 'lowMid', 'highMid', 'presence', 'air'] as const;
  const melTop = frames.reduce(
    (top, { logMel }) => logMel.reduce((most, level) => Math.max(most, level), top),
    Number.NEGATIVE_INFINITY,
  );
  const [melImage, bandImage, chromaImage] = await Promise.all([
    heatImage(columns, melBands, (c, m) => 1 + (frames[c].logMel[m] - melTop) / 75, width, 96),
    heatImage(columns, 6, (c, b) => frames[c].bands[bandNames[b]], width, 72),
    heatImage(columns, 12, (c, p) => frames[c].chroma[p] ** 1.5 * Math.min(1, 4 * frames[c].energy), width, 84),
  ]);
  const lanes: Lane[] = [
    { name: 'Sections', height: 40, draw: sectionLane },
    { name: 'Waveform', height: 70, draw: waveLane },
    { name: 'Bars and beats', height: 40, draw: beatLane },
    { name: 'Confidence', note: '0 to 100%', height: 44, draw: confidenceLane },
    { name: 'Tempo', note: tempi.length > 0 ? `${Math.round(lowest)} to ${Math.round(highest)} BPM` : '', height: 44, draw: tempoLane },
    { name: 'Hits', note: 'hat, snare, kick', height: 54, draw: hitLane },
    { name: 'Onset strength', height: 36, draw: h => polyline(frames.map(f => f.onsetStrength), h) },
    { name: 'Loudness', note: `${Math.round(loudest - 40)} to ${Math.round(loudest)} LUFS`, height: 50,
      draw: h => polyline(frames.map(f => Math.max(0, 1 + (f.momentaryLoudness - loudest) / 40)), h, 'curve second') },
    { name: 'Bands', note: 'sub (low) to air', height: 72, draw: () => bandImage },
    { name: 'Mel spectrum', note: '30 Hz to 16 kHz', height: 96, draw: () => melImage },
    { name: 'Pitch classes', note: 'C (low) to B', height: 84, draw: () => chromaImage },
    { name: 'Brightness', note: '0.1 to 10 kHz', height: 40,
      draw: h => polyline(frames.map(f => (f.centroid > 0 ? Math.min(1, Math.max(0, Math.log10(f.centroid / 100) / 2)) : 0)), h, 'curve third') },
    { name: 'Percussive', note: 'share of sound', height: 40, draw: h => polyline(frames.map(f => f.percussive), h) },
  ]; // biome-ignore format: a table
  const total = lanes.reduce((sum, lane) => sum + lane.height + 2 * pad, axisHeight);
  const names: string[] = [];
  const pictures: string[] = [];
  let top = axisHeight;
  for (const lane of lanes) {
    names.push(
      `<path class="grid" d="M0 ${top}H112"/><text class="name" x="10" y="${top + pad + 13}">${lane.name}</text>`,
      lane.note ? `<text x="10" y="${top + pad + 27}">${lane.note}</text>` : '',
    );
    pictures.push(
      `<path class="grid" d="M0 ${top}H${width}"/><g transform="translate(0 ${top + pad})">${lane.draw(lane.height)}</g>`,
    );
    top += lane.height + 2 * pad;
  }
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600];
  const step = steps.find(seconds => x(seconds) >= 70) ?? 1200;
  const ticks = Array.from({ length: Math.floor(duration / step) + 1 }, (_, i) => i * step).filter(
    time => x(time) < width - 24,
  );
  const axis = ticks.map(
    time =>
      `<path class="grid" d="M${number(x(time))} 0V${axisHeight}"/><text x="${number(x(time) + 4)}" y="14">${clock(time)}</text>`,
  );
  const borders = `<path class="border" d="${strokes(
    sections.slice(1).map(s => s.start),
    x,
    axisHeight + 50,
    total,
  )}"/>`;
  return `<div class="chart"><svg class="names" width="112" height="${total}" aria-hidden="true">${names.join('')}</svg>
<div class="scroll"><svg width="${width}" height="${total}" viewBox="0 0 ${width} ${total}" role="img" aria-label="Sections, waveform, beats, confidence, tempo and features over time">${axis.join('')}${pictures.join('')}${borders}</svg></div></div>`;
}
