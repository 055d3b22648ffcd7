import { type Analysis, describeCertainty, metreConfidence, otherWarnings } from '../../audio/index.ts';
import { clock } from '../../formatting/clock.ts';
import { escapeMarkup } from '../../formatting/escape-markup.ts';
import { drawTimeline } from './analysis-timeline.ts';

/** Valence and arousal as two words. */
function moodWords({ valence, arousal }: Analysis['mood']): string {
  const bright = valence > 0.2 ? 'bright' : valence < -0.2 ? 'dark' : 'neutral';
  const lively = arousal > 0.6 ? 'excited' : arousal < 0.3 ? 'calm' : 'moderate';
  return `${bright}, ${lively}`;
}

const style = `
:root{color-scheme:light dark;--back:#fbfaf8;--panel:#fff;--ink:#22262b;--soft:#626a73;--line:#e2dfd9;--accent:#b4355f;--second:#2a6f97;--third:#a8730f;--good:#2f7d5b;--warn:#a8730f;--bad:#b23b32;--wave:#8b9aa8}
@media (prefers-color-scheme:dark){:root{--back:#121519;--panel:#1a1e24;--ink:#e6e9ec;--soft:#97a1ab;--line:#2c323a;--accent:#ef7fa3;--second:#7cc0e8;--third:#e2b45c;--good:#79cfa6;--warn:#e2b45c;--bad:#f08c80;--wave:#6d7c8a}}
*{box-sizing:border-box}body{margin:0;background:var(--back);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:1500px;margin:0 auto;padding:1.6rem 1.4rem 3rem}h1{font-size:1.5rem;margin:0 0 .9rem;overflow-wrap:anywhere}
.facts{display:flex;flex-wrap:wrap;gap:.6rem 2.2rem;margin:0 0 1.1rem;padding:0}.facts div{min-width:5rem}.facts dt{color:var(--soft);font-size:.8rem}.facts dd{margin:0;font-size:1.12rem;font-weight:600}
.trust{border-left:4px solid var(--soft);background:var(--panel);padding:.7rem 1rem;border-radius:0 8px 8px 0;margin:0 0 1.3rem;max-width:75rem}.trust p{margin:0;font-weight:600}.trust ul{margin:.4rem 0 0;padding-left:1.2rem}
.sure,.given{border-color:var(--good)}.fair{border-color:var(--warn)}.weak,.none{border-color:var(--bad)}
.chart{display:flex;background:var(--panel);border:1px solid var(--line);border-radius:10px;overflow:hidden}.names{flex:none;width:112px;border-right:1px solid var(--line)}.scroll{overflow-x:auto;flex:1}svg{display:block}
text{font:11px system-ui,sans-serif;fill:var(--soft)}.name{fill:var(--ink);font-weight:600}.grid{stroke:var(--line)}.border{stroke:var(--soft);stroke-dasharray:2 3;opacity:.6}
.wave{fill:var(--wave)}.beat{stroke:var(--second);opacity:.75}.downbeat{stroke:var(--accent);stroke-width:1.6}.curve{fill:none;stroke:var(--second);stroke-width:1.2}.area{fill:var(--second);opacity:.25}.second{stroke:var(--accent)}.third{stroke:var(--third)}.limit{stroke:var(--bad);stroke-dasharray:4 4;opacity:.8}
.section text{fill:#fff;font-weight:600}.kick{stroke:var(--accent)}.snare{stroke:var(--third)}.hat{stroke:var(--second)}
.key{color:var(--soft);font-size:.85rem;margin:.7rem 0 0}th{white-space:nowrap}.list{overflow-x:auto;margin-top:1.4rem}table{border-collapse:collapse}@media (max-width:600px){main{padding:1rem .8rem 2rem}td,th{padding-right:.5rem!important;font-size:.8rem}}td,th{text-align:left;padding:.2rem 1.4rem .2rem 0;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums}th{color:var(--soft);font-weight:500;font-size:.85rem}`;

/**
 * A page that shows all that was heard on one time axis and says in words how far to trust it. One file without scripts
 * or links; light or dark as the reader's system is.
 * @param title Name of the track.
 */
export async function analysisPage(analysis: Analysis, title: string): Promise<string> {
  const { duration, tempo, tempoConfidence, metre, key, mood, sections, downbeats, integratedLoudness } = analysis;
  const certainty = describeCertainty(analysis);
  const facts: [string, string][] = [
    ['Length', clock(duration)],
    ['Tempo', tempo > 0 ? `${tempo.toFixed(1)} BPM (${Math.round(100 * tempoConfidence)}% sure)` : 'no beat'],
    ['Beats in a bar', tempo > 0 ? `${metre} (${Math.round(100 * metreConfidence(analysis))}% sure)` : '–'],
    ['Key', key.confidence > 0 ? `${key.name} (${Math.round(100 * key.confidence)}% sure)` : 'not clear'],
    ['Mood', `${moodWords(mood)} (valence ${mood.valence.toFixed(2)}, arousal ${mood.arousal.toFixed(2)})`],
  ];
  // Its blocks are 0.4 s long, and what is below -70 LUFS does not count.
  if (integratedLoudness !== undefined && integratedLoudness > -70)
    facts.push(['Loudness', `${integratedLoudness.toFixed(1)} LUFS`]);
  const advice = [...otherWarnings(analysis), ...certainty.advice]
    .map(line => `<li>${escapeMarkup(line)}</li>`)
    .join('');
  // What comes before the first downbeat is a bar if it is longer than half of one.
  const opening = tempo > 0 && downbeats.length > 0 && downbeats[0].time > (0.5 * 60 * metre) / tempo ? 1 : 0;
  const barsOf = ({ start, end }: Analysis['sections'][number]): number =>
    downbeats.filter(({ time }) => time >= start && time < end).length + (start === 0 ? opening : 0);
  const rows = sections.map(
    s =>
      `<tr><td>${clock(s.start)}</td><td>${clock(s.end)}</td><td>${barsOf(s) || '–'}</td><td>${s.group}</td><td>${s.label}</td><td>${s.energy.toFixed(2)}</td><td>${s.novelty.toFixed(2)}</td><td>${Math.round(100 * s.confidence)}%</td></tr>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeMarkup(title)} – analysis</title><style>${style}</style></head><body><main>
<h1>${escapeMarkup(title)}</h1>
<dl class="facts">${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${escapeMarkup(value)}</dd></div>`).join('')}</dl>
<div class="trust ${certainty.level}"><p>${escapeMarkup(certainty.summary)}</p>${advice ? `<ul>${advice}</ul>` : ''}</div>
${duration > 0 ? await drawTimeline(analysis) : ''}
<p class="key">Sections with the same letter repeat each other. Tall lines are downbeats, short ones beats; the fainter, the less sure. Confidence: filled for the beats, line for the sections; below the dashed line pictures are not cut to the beat.</p>
<div class="list"><table><tr><th>From</th><th>To</th><th>Bars</th><th>Letter</th><th>Label</th><th>Energy</th><th>Novelty</th><th>Sure</th></tr>${rows.join('')}</table></div>
</main></body></html>
`;
}
