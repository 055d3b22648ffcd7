import { signal } from '@preact/signals';
import { call } from '../api.ts';
import { keepWords } from '../state/create.ts';
import { saved } from '../state/editing.ts';
import { isPlaying, play, seek, time } from '../state/playback.ts';
import { analysis, begin, here, isBusy, lyrics, view } from '../state/production.ts';
import { capital, fineClock } from '../words.ts';
import { EmptyState } from './empty-state.tsx';
import { Field } from './fields.tsx';
import { MediaBlock } from './media-block.tsx';

const taps = signal<number[]>([]);

/** Notes a beat at the playhead. Taps that lie far apart begin anew. */
export function tap(): void {
  const last = taps.value.at(-1);
  const at = Math.round(time.value * 1000) / 1000;
  taps.value = last !== undefined && (at <= last || at - last > 4) ? [at] : [...taps.value, at];
}

type Correction = Parameters<typeof call<'correctBeats'>>[1]['body'];

async function correct(correction: Correction): Promise<void> {
  await saved();
  if (await begin(call('correctBeats', { params: here(), body: correction }))) taps.value = [];
}

function tappedTempo(): number | undefined {
  const times = taps.value;
  if (times.length < 3) return undefined;
  return (60 * (times.length - 1)) / (times.at(-1)! - times[0]);
}

/** The same steps as on the analysis page and in the plan: what is weak is not cut on. */
const sureness = {
  given: 'Set right by you.',
  sure: 'Phosphene is sure of them.',
  fair: 'Phosphene is fairly sure of them.',
  weak: 'Phosphene is not sure of them, and does not cut on them: tap along, or set them right.',
  none: 'Scenes change on phrases. If the music has a beat, tap along.',
} as const;

function Beats() {
  const told = analysis.value!;
  const now = view.value?.correction;
  const tempo = tappedTempo();
  const { level } = told.certainty;
  return (
    <section class="block">
      <h3>Beats</h3>
      {told.tempo > 0 ? (
        <p>
          <strong class="figure">{told.tempo.toFixed(1)}</strong> BPM, {told.metre} to the bar
        </p>
      ) : (
        <p>No steady beat</p>
      )}
      <p class={!now && (level === 'weak' || level === 'none') ? 'fault small' : 'dim small'}>
        {now ? 'Set right by you.' : sureness[level]}
      </p>
      <div class="buttons">
        <button type="button" disabled={isBusy.value} onClick={() => void correct({ octave: 'half' })}>
          ½ Half
        </button>
        <button type="button" disabled={isBusy.value} onClick={() => void correct({ octave: 'double' })}>
          ×2 Double
        </button>
        <button
          type="button"
          disabled={isBusy.value}
          onClick={() => void correct({ offset: Math.round(time.value * 1000) / 1000 })}
          title="The first beat of a bar falls on the playhead"
        >
          Bar starts at {fineClock(time.value)}
        </button>
      </div>
      <div class="tapping">
        <button
          type="button"
          class="tap"
          onClick={() => {
            if (isPlaying.value) tap();
            else void play();
          }}
        >
          {isPlaying.value ? 'Tap' : 'Play, then tap'} <kbd>T</kbd>
        </button>
        <p class="small" role="status">
          {taps.value.length === 0
            ? 'Tap at least four beats in time.'
            : `${taps.value.length} taps${tempo ? `, about ${tempo.toFixed(1)} BPM` : ''}`}
        </p>
        <button
          type="button"
          disabled={isBusy.value || taps.value.length < 4}
          onClick={() => void correct({ taps: taps.value })}
        >
          Follow my taps
        </button>
      </div>
      {now && (
        <button type="button" disabled={isBusy.value} onClick={() => void correct({})}>
          Back to the beats that were found
        </button>
      )}
    </section>
  );
}

function Sections() {
  return (
    <section class="block">
      <h3>Sections</h3>
      <ul class="section-list">
        {analysis.value!.sections.map(({ start, end, label, group, energy }) => (
          <li key={start}>
            <button type="button" class="quiet" onClick={() => seek(start)}>
              <span>
                {capital(label)} {group}
              </span>
              <span class="spring" />
              <meter value={energy} min={0} max={1} aria-label={`Energy of ${label} ${group}`} />
              <span class="dim small">
                {fineClock(start)} – {fineClock(end)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Words() {
  return (
    <section class="block">
      <h3>Lyrics</h3>
      <Field
        label="Words to show"
        hint={
          isBusy.value
            ? 'Words can be changed once this work is over.'
            : 'Plain text, LRC, SRT, VTT, ASS or TTML. Words without times are laid along the song.'
        }
      >
        {id => (
          <textarea
            id={id}
            rows={6}
            key={lyrics.value?.text}
            defaultValue={lyrics.value?.text ?? ''}
            disabled={isBusy.value}
            onChange={event => void keepWords(event.currentTarget.value)}
          />
        )}
      </Field>
    </section>
  );
}

/** What was heard, how sure that is, and how to set it right. */
export function SongPanel() {
  if (!analysis.value)
    return (
      <EmptyState icon="note">
        <p>Beats, bars and sections appear here as soon as the song is heard.</p>
      </EmptyState>
    );
  return (
    <>
      {analysis.value.warnings.map(warning => (
        <p key={warning} class="remark">
          {warning}
        </p>
      ))}
      <Beats />
      <Sections />
      <Words />
      <MediaBlock />
    </>
  );
}
