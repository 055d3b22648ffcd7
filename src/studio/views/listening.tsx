import { planAnew } from '../state/create.ts';
import { found, heard, isBusy, isLoaded, map, progress, view } from '../state/production.ts';
import { failure } from '../state/studio.ts';
import { clock } from '../words.ts';
import { EmptyState } from './empty-state.tsx';
import { Icon } from './icons.tsx';

/** What was found in the song by now. */
export function Listening() {
  const now = progress.value;
  const { tempo, metre, sections } = found.value;
  const length = view.value?.seconds;
  const heardFor = heard.value.length / 50;
  // Peaks come 50 a second, the last of them within the song's last second; beats are found after it is heard.
  const isHeard = (length !== undefined && heardFor > length - 1) || tempo !== undefined;
  const of = length ? ` of ${clock(length)}` : '';
  const peaks = heard.value;
  const labels = sections && [...new Set(sections.map(({ label }) => label))];
  const steps: [string, string, boolean][] = [
    ['Waveform', heardFor > 0 ? `${clock(heardFor)}${of}` : '', isHeard],
    [
      'Beats and bars',
      tempo ? `${tempo.toFixed(1)} BPM, ${metre} to the bar` : tempo === 0 ? 'no steady beat' : '',
      tempo !== undefined,
    ],
    ['Sections', sections ? `${sections.length}: ${labels!.join(', ')}` : '', sections !== undefined],
    ['Scenes and cuts', now?.stage === 'plan' ? (now.detail ?? '') : '', map.value !== undefined],
  ];
  const failed = view.value?.state === 'failed';
  if (failed)
    return (
      <div class="listening" role="alert">
        <h2>This song could not be read</h2>
        <p class="fault">{view.value?.error}</p>
      </div>
    );
  // Nothing is under way: the planning was stopped, or the map cannot be read.
  if (!isBusy.value && !isLoaded.value && heard.value.length === 0) return <p class="listening dim">Opening…</p>;
  if (!isBusy.value && isLoaded.value)
    return (
      <EmptyState icon="picture">
        <p>{view.value?.hasSceneMap === false ? 'This song has no scenes yet.' : 'The scenes could not be opened.'}</p>
        {failure.value && <p class="fault">{failure.value}</p>}
        <button type="button" onClick={() => void planAnew()}>
          Plan its scenes
        </button>
      </EmptyState>
    );
  return (
    <div class="listening" role="status">
      <div class="pulse" aria-hidden="true">
        {Array.from({ length: 41 }, (_, i) => {
          const peak = peaks[Math.floor(((i + 0.5) / 41) * peaks.length)] ?? 0;
          return (
            <i
              key={i}
              class={i / 40 <= (length ? heardFor / length : 1) ? 'heard' : ''}
              style={{ height: `${8 + 88 * peak}%` }}
            />
          );
        })}
      </div>
      <h2>Listening to the song</h2>
      <ul>
        {steps.map(([what, detail, isDone]) => (
          <li key={what} class={isDone ? 'done' : ''}>
            <span class="step-mark">{isDone && <Icon name="check" size={14} />}</span>
            <span>{what}</span>
            <span class="dim">{detail}</span>
          </li>
        ))}
      </ul>
      <progress value={now?.stage === 'analyse' ? now.fraction : now ? 1 : 0} max={1} aria-label="Analysis" />
    </div>
  );
}
