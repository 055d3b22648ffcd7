import { escapeMarkup } from '../../../formatting/escape-markup.ts';
import type { Schedule, ScheduleScene } from './schedule.ts';

const width = 960;
const rowHeight = 64;
const left = 136;

/**
 * Draws a schedule as a picture: a curve for each value, a line for each diffused picture, the prompts above.
 *
 * @returns SVG, self-contained
 */
export function plotSchedule(schedule: Schedule, scene: ScheduleScene, samples = 480): string {
  const { start, end } = scene;
  const moments = Array.from({ length: samples }, (_, i) => schedule.at(start + ((i + 0.5) / samples) * (end - start)));
  const rows = [
    { name: 'guidance', values: moments.map(m => m.guidanceScale) },
    { name: 'strength', values: moments.map(m => m.strength) },
    { name: 'noise', values: moments.map(m => m.noisePosition) },
    { name: 'zoom', values: moments.map(m => m.camera.zoom) },
    { name: 'pan x', values: moments.map(m => m.camera.panX) },
    { name: 'pan y', values: moments.map(m => m.camera.panY) },
    { name: 'rotate', values: moments.map(m => m.camera.rotate) },
    { name: 'yaw', values: moments.map(m => m.camera.yaw) },
    { name: 'pitch', values: moments.map(m => m.camera.pitch) },
    { name: 'dolly', values: moments.map(m => m.camera.dolly) },
    // What the camera never does takes no room.
  ].filter(({ values }, i) => i < 4 || values.some(value => value !== 0));
  const top = 40;
  const height = top + rows.length * rowHeight + 24;
  const x = (time: number): number => left + ((time - start) / (end - start)) * (width - left - 20);
  const parts: string[] = [];
  for (const time of schedule.keyframeTimes)
    parts.push(`<path d="M${x(time).toFixed(1)} ${top}V${height - 24}" stroke="#3a4a63" stroke-width="1"/>`);
  rows.forEach(({ name, values }, row) => {
    const low = Math.min(...values);
    const high = Math.max(...values, low + 1e-6);
    const y0 = top + row * rowHeight;
    const points = values.map((value, i) => {
      const y = y0 + rowHeight - 10 - ((value - low) / (high - low)) * (rowHeight - 20);
      return `${x(moments[i].time).toFixed(1)},${y.toFixed(1)}`;
    });
    const label = `${name} ${low.toFixed(2)}${high - low > 1e-5 ? ` to ${high.toFixed(2)}` : ''}`;
    parts.push(
      `<polyline points="${points.join(' ')}" fill="none" stroke="#7cc4ff" stroke-width="1.5"/>`,
      `<text x="8" y="${y0 + rowHeight / 2}" fill="#c8d3e5">${label}</text>`,
    );
  });
  let said = '';
  for (const moment of moments) {
    if (moment.prompt.from === said) continue;
    said = moment.prompt.from;
    parts.push(
      `<text x="${x(moment.time).toFixed(1)}" y="24" fill="#ffd28a">${escapeMarkup(said.slice(0, 60))}</text>`,
    );
  }
  parts.push(
    `<text x="${left}" y="${height - 6}" fill="#8796ad">${start.toFixed(1)} s</text>`,
    `<text x="${width - 60}" y="${height - 6}" fill="#8796ad">${end.toFixed(1)} s</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11"><rect width="100%" height="100%" fill="#10151f"/>${parts.join('')}</svg>`;
}
