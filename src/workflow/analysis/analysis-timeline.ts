import type { Analysis } from '../../audio/index.ts';
import { clock } from '../../formatting/clock.ts';
import { beatLane, confidenceLane, hitLane, sectionLane, tempoLane } from './lanes/heard-lanes.ts';
import { type Lane, number, strokes, type TimeAxis, timeAxis } from './lanes/lane.ts';
import { columnsOf, featureLanes, waveLane } from './lanes/measured-lanes.ts';

const pad = 5;
const axisHeight = 22;

/** Ticks with times over the strips, at least 70 pixels apart. */
function drawTicks({ duration, width, x }: TimeAxis): string {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600];
  const step = steps.find(seconds => x(seconds) >= 70) ?? 1200;
  return Array.from({ length: Math.floor(duration / step) + 1 }, (_, i) => i * step)
    .filter(time => x(time) < width - 24)
    .map(
      time =>
        `<path class="grid" d="M${number(x(time))} 0V${axisHeight}"/><text x="${number(x(time) + 4)}" y="14">${clock(time)}</text>`,
    )
    .join('');
}

/** Puts the strips below one another. */
function stack(lanes: readonly Lane[], width: number): { names: string; pictures: string; height: number } {
  const names: string[] = [];
  const pictures: string[] = [];
  let top = axisHeight;
  for (const { name, note, height, content } of lanes) {
    names.push(
      `<path class="grid" d="M0 ${top}H112"/><text class="name" x="10" y="${top + pad + 13}">${name}</text>`,
      note ? `<text x="10" y="${top + pad + 27}">${note}</text>` : '',
    );
    pictures.push(`<path class="grid" d="M0 ${top}H${width}"/><g transform="translate(0 ${top + pad})">${content}</g>`);
    top += height + 2 * pad;
  }
  return { names: names.join(''), pictures: pictures.join(''), height: top };
}

/** All lanes of the analysis on one time axis: names at the left, the picture scrolling beside them. */
export async function drawTimeline(analysis: Analysis): Promise<string> {
  const axis = timeAxis(analysis.duration);
  const columns = columnsOf(analysis.features, axis);
  const sections = sectionLane(analysis, axis);
  const lanes = [
    sections,
    waveLane(columns, axis),
    beatLane(analysis, axis),
    confidenceLane(analysis, axis),
    tempoLane(analysis, axis),
    hitLane(analysis, axis),
    ...(await featureLanes(columns, axis)),
  ];
  const { width } = axis;
  const { names, pictures, height } = stack(lanes, width);
  // Borders run from below the sections through all that follows.
  const borderTimes = analysis.sections.slice(1).map(({ start }) => start);
  const borders = strokes(borderTimes, axis, axisHeight + sections.height + 2 * pad, height);
  return `<div class="chart"><svg class="names" width="112" height="${height}" aria-hidden="true">${names}</svg>
<div class="scroll"><svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Sections, waveform, beats, confidence, tempo and features over time">${drawTicks(axis)}${pictures}<path class="border" d="${borders}"/></svg></div></div>`;
}
