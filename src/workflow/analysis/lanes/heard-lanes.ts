import type { Analysis } from '../../../audio/index.ts';
import { tempoCurve } from '../../../audio/index.ts';
import { clock } from '../../../formatting/clock.ts';
import { type Lane, number, point, strokes, type TimeAxis } from './lane.ts';

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

/** The sections, the fuller the stronger they are. */
export function sectionLane({ sections }: Analysis, { x }: TimeAxis): Lane {
  const height = 40;
  const boxes = sections.map(s => {
    const [left, right] = [x(s.start), x(s.end)];
    const full = `${s.group} ${s.label}`;
    const label = right - left > 7 * full.length + 8 ? full : right - left > 16 ? s.group : '';
    const [x1, wide] = [number(left + 0.5), number(Math.max(1, right - left - 1))];
    const strength = 0.55 * s.energy;
    const told = `${s.label} ${s.group}, ${clock(s.start)} to ${clock(s.end)}, energy ${s.energy.toFixed(2)}, ${Math.round(100 * s.confidence)}% sure`;
    return [
      `<g class="section"><title>${told}</title>`,
      `<rect x="${x1}" width="${wide}" height="${height}" rx="3" fill="${sectionColours[s.label]}"/>`,
      `<rect x="${x1}" y="${number(height * (1 - strength))}" width="${wide}" height="${number(strength * height)}" fill="#fff" opacity=".17"/>`,
      `<text x="${number(left + 6)}" y="16">${label}</text></g>`,
    ].join('');
  });
  return { name: 'Sections', height, content: boxes.join('') };
}

/** Beats and downbeats, the fainter the less sure, and numbers of bars where there is room. */
export function beatLane({ beats, downbeats }: Analysis, axis: TimeAxis): Lane {
  const height = 40;
  const { width, x } = axis;
  const byTrust = (items: readonly { time: number; confidence: number }[], kind: string, top: number): string =>
    [0, 1, 2, 3]
      .map(level => {
        const times = items.filter(b => Math.min(3, Math.floor(b.confidence * 4)) === level).map(b => b.time);
        return times.length > 0
          ? `<path class="${kind}" style="opacity:${0.3 + 0.23 * level}" d="${strokes(times, axis, top, height)}"/>`
          : '';
      })
      .join('');
  const shown = beats.length < width / 2 ? beats : [];
  const step = downbeats.length > 0 ? Math.max(4, 4 * Math.ceil((46 * downbeats.length) / width / 4)) : 1;
  const numbers = downbeats
    .filter((_, bar) => bar % step === 0)
    .map((d, i) => `<text x="${number(x(d.time) + 3)}" y="9">${i * step + 1}</text>`);
  const content = byTrust(shown, 'beat', height * 0.6) + byTrust(downbeats, 'downbeat', 12) + numbers.join('');
  return { name: 'Bars and beats', height, content };
}

/** How sure the beats and the sections are, and the limit below which pictures are not cut to the beat. */
export function confidenceLane({ beats, sections }: Analysis, axis: TimeAxis): Lane {
  const height = 44;
  const { width, x } = axis;
  const curve = beats.map(b => point(axis, b.time, b.confidence, height)).join('L');
  const area = beats.length
    ? `<path class="area" d="M${number(x(beats[0].time))} ${height}L${curve}L${number(x(beats[beats.length - 1].time))} ${height}Z"/>`
    : '';
  const line = sections.map(s => `M${point(axis, s.start, s.confidence, height)}H${number(x(s.end))}`).join('');
  const limit = `<path class="limit" d="M0 ${number(height * 0.65)}H${width}"/>`;
  return {
    name: 'Confidence',
    note: '0 to 100%',
    height,
    content: `${area}<path class="curve second" d="${line}"/>${limit}`,
  };
}

/** The tempo between what is usual in this track; strays beyond are held to the strip's edges. */
export function tempoLane({ beats }: Analysis, axis: TimeAxis): Lane {
  const height = 44;
  const tempi = tempoCurve(beats);
  if (tempi.length === 0) {
    return { name: 'Tempo', note: '', height, content: `<text x="8" y="${height / 2 + 4}">no steady beat</text>` };
  }
  const sorted = tempi.map(({ tempo }) => tempo).sort((a, b) => a - b);
  const middle = sorted[sorted.length >> 1];
  const lowest = Math.min(middle * 0.9, sorted[Math.floor(0.02 * sorted.length)]);
  const highest = Math.max(middle * 1.1, sorted[Math.floor(0.98 * sorted.length)]);
  const points = tempi.map(({ time, tempo }) =>
    point(axis, time, Math.min(1, Math.max(0, (tempo - lowest) / (highest - lowest))), height),
  );
  return {
    name: 'Tempo',
    note: `${Math.round(lowest)} to ${Math.round(highest)} BPM`,
    height,
    content: `<path class="curve third" d="M${points.join('L')}"/>`,
  };
}

/** Hits of the drums, a row for each region, the longer the stronger. */
export function hitLane({ onsets }: Analysis, axis: TimeAxis): Lane {
  const height = 54;
  const part = height / 3;
  const rows = (['hat', 'snare', 'kick'] as const).map((region, row) =>
    [0.25, 0.5, 1]
      .map((top, l, all) => {
        const times = onsets[region].filter(o => o.strength <= top && o.strength > (all[l - 1] ?? 0)).map(o => o.time);
        const bottom = (row + 1) * part - 2;
        const d = strokes(times, axis, bottom - top * (part - 4), bottom);
        return d ? `<path class="${region}" style="opacity:${0.35 + 0.6 * top}" d="${d}"/>` : '';
      })
      .join(''),
  );
  return { name: 'Hits', note: 'hat, snare, kick', height, content: rows.join('') };
}
