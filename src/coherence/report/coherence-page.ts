import { clock } from '../../formatting/clock.ts';
import { escapeMarkup } from '../../formatting/escape-markup.ts';
import type { CoherenceAnalysis } from '../analyse-video.ts';
import { judgeBroadcast } from '../broadcast.ts';
import type { Artifact, ArtifactKind } from '../detect/artifact.ts';

/** What the page shows beside the analysis. */
export interface CoherencePage {
  title: string;
  width: number;
  height: number;
  frameRate: number;
  analysis: CoherenceAnalysis;
  /** The same video after mending. */
  mended?: CoherenceAnalysis;
  beats: readonly number[];
  /** Shown in place of beats that would lie too close. */
  downbeats: readonly number[];
  sections: readonly { start: number; end: number; label: string }[];
  /** Stretches that are takes of their own. */
  takes: readonly { start: number; end: number; name: string }[];
  /** JPEG pictures of bad stretches, as base64. */
  pictures: readonly { artifact: Artifact; before: string; after?: string }[];
  /** Further figures of the video as it was, name and value. */
  figures?: readonly (readonly [string, string])[];
  notes: readonly string[];
}

const colours: Record<ArtifactKind, string> = {
  'lighting-flicker': '#f2c14e',
  'motion-blur-inconsistency': '#5fa8d3',
  'object-teleportation': '#e0577e',
  'colour-banding': '#7bc47f',
  'frozen-frame': '#b39ddb',
  'black-frame': '#9aa5ad',
  'encoding-blocks': '#ff8a65',
  'colour-drift': '#4db6ac',
};
const sectionColours = ['#2d4a63', '#2f5a50', '#5b3047', '#57492a', '#3d3a63', '#454c53'];

const nameOf = (kind: ArtifactKind): string => kind.replaceAll('-', ' ');

const width = 1000;
/** Points of a curve. */
const mostPoints = 500;
/** More beats than this lie too close to be told apart. */
const mostBeats = 400;

/** The time axis: sections, beats, score, artifacts by kind, takes. */
function timeAxis({ analysis, mended, beats, downbeats, sections, takes, frameRate }: CoherencePage): string {
  const duration = Math.max(0.01, analysis.frames / frameRate);
  // Names of artifacts stand to the left of all that has a time.
  const gutter = analysis.artifacts.length > 0 ? 165 : 0;
  const along = (share: number): number => Math.round((gutter + share * (width - gutter)) * 10) / 10;
  const x = (time: number): number => along(time / duration);
  const parts: string[] = [];
  const labels = [...new Set(sections.map(s => s.label))];
  for (const s of sections) {
    const colour = sectionColours[labels.indexOf(s.label) % sectionColours.length];
    parts.push(
      `<rect x="${x(s.start)}" y="0" width="${Math.max(0.5, x(s.end) - x(s.start) - 1)}" height="18" rx="2" fill="${colour}"/>`,
    );
    // A part of a track may begin within a section.
    const seen = Math.max(x(0), x(s.start));
    if (Math.min(width, x(s.end)) - seen > 40)
      parts.push(`<text x="${seen + 5}" y="13" class="label">${escapeMarkup(s.label)}</text>`);
  }
  const within = (times: readonly number[]): number[] => times.filter(time => time >= 0 && time <= duration);
  const marks = within(within(beats).length <= mostBeats ? beats : downbeats);
  for (const b of marks) parts.push(`<line x1="${x(b)}" x2="${x(b)}" y1="20" y2="25" class="beat"/>`);
  const [top, bottom] = [32, 142];
  const y = (score: number): number => Math.round((bottom - (bottom - top) * score) * 10) / 10;
  for (const level of [0, 0.5, 0.78, 1])
    parts.push(
      `<line x1="${gutter}" x2="${width}" y1="${y(level)}" y2="${y(level)}" class="${level === 0.78 ? 'asked' : 'level'}"/><text x="${width - 4}" y="${y(level) - 3}" text-anchor="end" class="faint">${level}</text>`,
    );
  for (const shot of analysis.shots.slice(1))
    parts.push(`<line x1="${x(shot.startTime)}" x2="${x(shot.startTime)}" y1="${top}" y2="${bottom}" class="cut"/>`);
  const curve = ({ perFrame }: CoherenceAnalysis, name: string): string => {
    const columns = Math.min(mostPoints, perFrame.length);
    const points = Array.from({ length: columns }, (_, i) => {
      const from = Math.floor((i * perFrame.length) / columns);
      const to = Math.max(from + 1, Math.floor(((i + 1) * perFrame.length) / columns));
      const worst = Math.min(...perFrame.slice(from, to).map(f => f.coherence));
      return `${along((i + 0.5) / columns)},${y(worst)}`;
    });
    return `<polyline points="${points.join(' ')}" class="${name}"/>`;
  };
  parts.push(curve(analysis, mended ? 'curve old' : 'curve'));
  if (mended) parts.push(curve(mended, 'curve new'));
  const kinds = [...new Set(analysis.artifacts.map(a => a.kind))];
  let at = bottom + 10;
  for (const kind of kinds) {
    parts.push(`<text x="4" y="${at + 10}" class="faint">${nameOf(kind)}</text>`);
    for (const a of analysis.artifacts.filter(b => b.kind === kind))
      parts.push(
        `<rect x="${x(a.firstFrame / frameRate)}" y="${at}" width="${Math.max(2, x(a.endFrame / frameRate) - x(a.firstFrame / frameRate))}" height="13" rx="1.5" fill="${colours[kind]}" opacity="${(0.35 + 0.65 * a.strength).toFixed(2)}"><title>${clock(a.startTime, 1)} ${escapeMarkup(a.description)}</title></rect>`,
      );
    at += 18;
  }
  takes.forEach((take, i) => {
    parts.push(
      `<rect x="${x(take.start)}" y="${at + 2}" width="${Math.max(0.5, x(take.end) - x(take.start) - 1)}" height="8" rx="2" class="take${i % 2}"><title>${escapeMarkup(take.name)}</title></rect>`,
    );
  });
  if (takes.length > 0) at += 14;
  const told = [
    ...(sections.length > 0 ? ['sections'] : []),
    ...(marks.length > 0 ? [marks.length < within(beats).length ? 'bars' : 'beats'] : []),
    `the score of each frame${analysis.perFrame.length > mostPoints ? ' (the worst of those that fall on one point)' : ''}${mended ? ', before in grey and after in green' : ''}, cuts as upright lines, 0.78 dashed`,
    ...(kinds.length > 0 ? ['artifacts by kind, the stronger the fuller'] : []),
    ...(takes.length > 0 ? ['scenes and takes'] : []),
  ];
  return `<div class="wide"><svg viewBox="0 0 ${width} ${at + 16}" role="img" aria-label="Score, artifacts and music over time">${parts.join('')}<text x="${gutter}" y="${at + 13}" class="faint">0:00</text><text x="${width}" y="${at + 13}" text-anchor="end" class="faint">${clock(duration, 1)}</text></svg></div><p class="legend">From above: ${told.join('; ')}.</p>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map(c => `<${tag}>${c}</${tag}>`).join('')}</tr>`;
  return `<div class="wide"><table><thead>${line(head, 'th')}</thead><tbody>${rows.map(r => line(r, 'td')).join('')}</tbody></table></div>`;
}

/** Dark and light, as the reader's system is; nothing is wider than a telephone but what is rolled sideways. */
const style = [
  ':root{color-scheme:dark light;--ground:#111417;--panel:#161b1f;--text:#e8ecef;--soft:#b8c4cc;--faint:#8a99a5;--line:#2c353c;--cut:#45525c;--old:#7d8b96;--new:#8fe3a5;--asked:#d98880;--take0:#4a5963;--take1:#37434c}',
  '@media(prefers-color-scheme:light){:root{--ground:#f4f6f7;--panel:#fff;--text:#182026;--soft:#3f4c55;--faint:#5d6b75;--line:#d5dce1;--cut:#aab5bd;--old:#8b979f;--new:#1f8a48;--asked:#c0392b;--take0:#a9b6bf;--take1:#c6d0d6}}',
  'body{background:var(--ground);color:var(--text);font:15px/1.5 system-ui,sans-serif;max-width:1040px;margin:2rem auto;padding:0 1rem}h1{font-size:1.6rem;margin:0 0 .2rem;overflow-wrap:anywhere}h2{font-size:1.1rem;margin:2rem 0 .6rem}',
  '.wide{overflow-x:auto}svg{width:100%;min-width:640px;background:var(--panel);border-radius:8px;padding:12px;box-sizing:border-box;display:block}svg text{font-size:11px;fill:var(--text)}svg .label{fill:#fff}svg .faint{fill:var(--faint);font-size:10px}',
  '.beat{stroke:var(--faint);stroke-width:.7}.level{stroke:var(--line);stroke-width:.8}.asked{stroke:var(--asked);stroke-width:.8;stroke-dasharray:4 4}.cut{stroke:var(--cut)}.curve{fill:none;stroke:var(--text);stroke-width:1.2}.curve.old{stroke:var(--old)}.curve.new{stroke:var(--new)}.take0{fill:var(--take0)}.take1{fill:var(--take1)}',
  '.legend{color:var(--faint);font-size:.85rem;margin:.4rem 0 0}.verdict{display:flex;gap:1.2rem;align-items:center;margin:1rem 0;padding:1rem 1.2rem;border-radius:8px;background:var(--panel);border-left:5px solid}.good{border-color:#7bc47f}.bad{border-color:#d98880}.verdict strong{font-size:2rem;line-height:1}.verdict ul{margin:0;padding:0;list-style:none}',
  'table{border-collapse:collapse;width:100%}th{text-align:left;color:var(--faint);font-weight:500}td,th{padding:.25rem .8rem .25rem 0;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums}i{display:inline-block;width:.7em;height:.7em;border-radius:2px;margin-right:.5em}',
  '.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(320px,100%),1fr));gap:1rem;margin-top:.6rem}article{background:var(--panel);border-radius:8px;padding:.8rem}article header{font-weight:600}article small{display:block;color:var(--faint);font-weight:400}article p{margin:.4rem 0 0;color:var(--soft);font-size:.9rem}',
  '.pair{display:grid;grid-auto-flow:column;grid-auto-columns:1fr;gap:6px;margin-top:.5rem}.shot{position:relative}.shot img{width:100%;display:block;border-radius:4px}.shot span{position:absolute;left:6px;bottom:4px;font-size:.72rem;color:#fff;text-shadow:0 0 4px #000}.shot b{position:absolute;border:2px solid;box-sizing:border-box}',
  '.two{display:grid;grid-template-columns:1fr 1fr;gap:2rem}@media(max-width:700px){.two{grid-template-columns:minmax(0,1fr);gap:0}th,td{white-space:nowrap}}',
].join('');

/** One self-contained page about a video's coherence. */
export function coherencePage(page: CoherencePage): string {
  const { title, analysis, mended, pictures, notes, frameRate } = page;
  const final = mended ?? analysis;
  const verdict = judgeBroadcast(final, page);
  const kinds = [...new Set(analysis.artifacts.map(a => a.kind))];
  const counts = kinds.map(kind => {
    const count = (a: CoherenceAnalysis): string => {
      const own = a.artifacts.filter(b => b.kind === kind);
      const frames = own.reduce((sum, b) => sum + b.endFrame - b.firstFrame, 0);
      return `${own.length} (${((100 * frames) / Math.max(1, a.frames)).toFixed(1)}% of frames)`;
    };
    return [
      `<i style="background:${colours[kind]}"></i>${nameOf(kind)}`,
      count(analysis),
      ...(mended ? [count(mended)] : []),
    ];
  });
  const figures: [string, (a: CoherenceAnalysis) => string][] = [
    ['Coherence score', a => (a.score.compared > 0 ? a.score.coherence.toFixed(3) : '–')],
    ['Flow-warp error (after Lai 2018)', a => a.score.warpError.toExponential(2)],
    ['Temporal flicker (still steps)', a => a.score.flicker?.toFixed(3) ?? '– (none is still)'],
    ['Subject consistency (no model)', a => a.score.subjectConsistency.toFixed(3)],
    ['Background consistency (no model)', a => a.score.backgroundConsistency.toFixed(3)],
    ['Forward-backward consistent', a => `${(100 * a.score.consistent).toFixed(0)}%`],
    ...(page.figures ?? []).map(([name, value]): [string, () => string] => [escapeMarkup(name), () => value]),
  ];
  /** Numbers of stretches of the video: its scenes and takes, or its shots. */
  const rowsOf = (spans: readonly { start: number; end: number; name: string }[]): string[][] =>
    spans.map(({ start, end, name }) => {
      const scoreOf = ({ perFrame }: CoherenceAnalysis): string => {
        const own = perFrame.filter(f => f.time >= start && f.time < end);
        return own.length === 0 ? '–' : (own.reduce((sum, f) => sum + f.coherence, 0) / own.length).toFixed(3);
      };
      const within = ({ artifacts }: CoherenceAnalysis): Artifact[] =>
        artifacts.filter(a => a.startTime >= start - 1e-6 && a.startTime < end - 1e-6);
      const found = within(analysis);
      const what = [...new Set(found.map(a => `<i style="background:${colours[a.kind]}"></i>${nameOf(a.kind)}`))];
      return [
        escapeMarkup(name),
        `${clock(start, 1)} – ${clock(end, 1)}`,
        scoreOf(analysis),
        ...(mended ? [scoreOf(mended)] : []),
        mended ? `${found.length} → ${within(mended).length}` : String(found.length),
        what.join(', ') || '–',
      ];
    });
  const shots = analysis.shots.map((shot, i) => ({ start: shot.startTime, end: shot.endTime, name: String(i + 1) }));
  const cards = pictures.map(({ artifact, before, after }) => {
    const { x, y, width: w, height: h } = artifact.region;
    const frame =
      w < 1
        ? `<b style="left:${100 * x}%;top:${100 * y}%;width:${100 * w}%;height:${100 * h}%;border-color:${colours[artifact.kind]}"></b>`
        : '';
    const picture = (data: string, label: string, mark: string): string =>
      `<div class="shot"><img alt="${label}" src="data:image/jpeg;base64,${data}">${mark}<span>${label}</span></div>`;
    return `<article><header><i style="background:${colours[artifact.kind]}"></i>${clock(artifact.startTime, 1)} · ${nameOf(artifact.kind)}<small>strength ${artifact.strength.toFixed(2)} · confidence ${artifact.confidence.toFixed(2)}</small></header><div class="pair">${picture(before, 'before', frame)}${after ? picture(after, 'after', '') : ''}</div><p>${escapeMarkup(artifact.description)}</p></article>`;
  });
  const after = mended ? ['after'] : [];
  const unseen = analysis.artifacts.length - cards.length;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeMarkup(title)} – coherence</title>
<style>${style}</style>
<h1>${escapeMarkup(title)}</h1>
<div>${page.width}x${page.height}, ${Number(frameRate.toFixed(3))} frames/s, ${clock(analysis.frames / frameRate, 1)}, ${analysis.shots.length} ${analysis.shots.length === 1 ? 'shot' : 'shots'}</div>
<div class="verdict ${verdict.isBroadcast ? 'good' : 'bad'}"><strong>${final.score.compared > 0 ? final.score.coherence.toFixed(2) : '–'}</strong><div><b>Broadcast quality: ${verdict.isBroadcast ? 'yes' : 'no'}</b><ul>${verdict.reasons.map(r => `<li>${r.met ? '✓' : '✗'} ${escapeMarkup(r.text)}</li>`).join('')}</ul></div></div>
${timeAxis(page)}
<div class="two"><div><h2>Figures</h2>${table(
    ['', mended ? 'before' : '', ...after],
    figures.map(([name, of]) => [name, of(analysis), ...(mended ? [of(mended)] : [])]),
  )}</div>
<div><h2>Artifacts</h2>${counts.length > 0 ? table(['', mended ? 'before' : '', ...after], counts) : '<p>None found.</p>'}</div></div>
${cards.length > 0 ? `<h2>Bad stretches</h2>${unseen > 0 ? `<p class="legend">The ${cards.length} that are surest and strongest; ${unseen} more stand on the axis above.</p>` : ''}<div class="cards">${cards.join('')}</div>` : ''}
<h2>${page.takes.length > 0 ? 'Scenes' : 'Shots'}</h2>${table(['', 'time', 'score', ...after, 'artifacts', 'kinds'], rowsOf(page.takes.length > 0 ? page.takes : shots))}
${notes.length > 0 ? `<h2>Notes</h2><ul>${notes.map(n => `<li>${escapeMarkup(n)}</li>`).join('')}</ul>` : ''}
</html>
`;
}
