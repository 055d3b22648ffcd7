import { addressOf, call } from '../api.ts';
import { changedScenes, costsMoney, isBehind } from '../state/changes.ts';
import {
  begin,
  duration,
  here,
  isBusy,
  isExporting,
  isRendering,
  map,
  marked,
  notes,
  plan,
  regenerate,
  scene,
  view,
} from '../state/production.ts';
import { capital, clock, fineClock } from '../words.ts';
import { startRender, withConsent } from './consent.tsx';
import { DrawingTime } from './drawing-time.tsx';
import { Icon } from './icons.tsx';
import { Landed, Working } from './render-working.tsx';
import { stageShows } from './stage.tsx';
import { tab } from './tabs.ts';

const checkQuality = (): void =>
  void withConsent(async () => {
    tab.value = 'render';
    await begin(call('render', { params: here(), body: { qa: 'report' } }));
  });
const mend = (): void => void withConsent(async () => begin(call('mend', { params: here() })));
const makeAgain = (): void =>
  void withConsent(async () => begin(call('render', { params: here(), body: { qa: 'regenerate' } })));

function regenerateStretch(): void {
  const stretch =
    marked.value ?? (scene.value && { start: scene.value.start_time + 0.01, end: scene.value.end_time - 0.01 });
  if (stretch) void withConsent(() => regenerate(stretch));
}

const headings: Record<string, string> = { paused: 'Paused', cancelled: 'Cancelled', failed: 'It stopped' };

/** What will be made. */
function Facts() {
  const { settings } = view.value!;
  const size = plan.value?.size;
  const { quality = 'standard', frameRate = 24, generator } = settings;
  return (
    <dl class="facts">
      <dt>Picture</dt>
      <dd>
        {size ? `${size.width} × ${size.height}` : (settings.resolution ?? '1080p')}, {frameRate} frames a second
      </dd>
      <dt>Length</dt>
      <dd>
        {clock(duration.value)}, {map.value?.scenes.length ?? 0} scenes
      </dd>
      <dt>Quality</dt>
      <dd>{capital(quality)}</dd>
      <dt>Made by</dt>
      <dd>{generator ?? 'this computer'}</dd>
    </dl>
  );
}

/** Nothing is being done: what can be. */
function Resting() {
  const now = view.value!;
  const isHalf = now.job?.kind === 'render' && now.state !== undefined && now.state in headings;
  const changed = changedScenes.value.size;
  return (
    <section class="block">
      <h2>{isHalf ? headings[now.state!] : now.hasVideo ? 'The video is there' : 'Ready to render'}</h2>
      {now.state === 'failed' && (
        <p class="fault" role="alert">
          {now.error}
        </p>
      )}
      {now.hasVideo && isBehind.value && (
        <p class="remark">
          {changed > 0 &&
            `${changed} ${changed === 1 ? 'scene was' : 'scenes were'} changed since${now.isBehind ? '. ' : `; only ${changed === 1 ? 'it is' : 'they are'} drawn anew.`}`}
          {now.isBehind && 'Its settings were changed since, or Phosphene draws otherwise; a render takes that up.'}
        </p>
      )}
      {!now.hasVideo && <Facts />}
      <p class="dim small">
        {costsMoney.value ? 'Some cost money: you see the sum first.' : 'Free: all is drawn on this computer.'} Shots
        that are done are kept.
      </p>
      <div class="buttons">
        <button
          type="button"
          class={now.hasVideo && !isBehind.value && !isHalf ? '' : 'primary'}
          disabled={!map.value || isBusy.value}
          onClick={startRender}
        >
          {isHalf ? 'Go on' : now.hasVideo ? 'Render what changed' : 'Render'}
        </button>
        {now.hasVideo && (
          <button
            type="button"
            class={isBehind.value || isHalf ? '' : 'primary'}
            onClick={() => (stageShows.value = 'video')}
          >
            <Icon name="play" size={16} /> Watch
          </button>
        )}
        {(!now.hasVideo || isBehind.value) && map.value && !isBusy.value && <DrawingTime />}
      </div>
    </section>
  );
}

/** What is not good yet. */
function Better() {
  const now = view.value!;
  const stretch = marked.value;
  return (
    <section class="block">
      <h3>Better it</h3>
      <ul class="actions">
        <li>
          <span class="grow">
            Look for faults <span class="dim small">Flicker, jumps, blur, banding: measured, with pictures</span>
          </span>
          <button type="button" aria-label="Look for faults" onClick={checkQuality}>
            Look
          </button>
        </li>
        <li>
          <span class="grow">
            Mend <span class="dim small">What can be mended, where it makes the video better</span>
          </span>
          <button type="button" aria-label="Mend" onClick={mend}>
            Mend
          </button>
        </li>
        <li>
          <span class="grow">
            Make again{' '}
            <span class="dim small">
              What is not good enough, up to three takes of it; the best one stays
              {costsMoney.value && ', and each is paid'}
            </span>
          </span>
          <button type="button" aria-label="Make again what is not good enough" onClick={makeAgain}>
            Make again
          </button>
        </li>
        <li>
          <span class="grow">
            {stretch ? `${fineClock(stretch.start)} – ${fineClock(stretch.end)}` : 'The selected scene'}
            <span class="dim small">
              {stretch
                ? 'The marked stretch, with other seeds'
                : 'With another seed; Shift-drag marks a longer stretch'}
            </span>
          </span>
          <button
            type="button"
            aria-label={
              stretch
                ? `Draw ${fineClock(stretch.start)} – ${fineClock(stretch.end)} anew`
                : 'Draw the selected scene anew'
            }
            onClick={regenerateStretch}
          >
            Draw anew
          </button>
        </li>
      </ul>
      <div class="buttons">
        {now.hasCoherence && (
          <button type="button" onClick={() => (stageShows.value = 'quality')}>
            What was found and mended
          </button>
        )}
        <a
          class="button"
          href={addressOf('readReport', { params: here(), query: { about: 'video' } })}
          target="_blank"
          rel="noreferrer"
        >
          About this video
        </a>
      </div>
    </section>
  );
}

/** Making the video: how far it is, what is there already, what can be bettered. */
export function RenderPanel() {
  const now = view.value;
  if (!now) return null;
  return (
    <>
      {isBusy.value && !isExporting.value ? <Working /> : <Resting />}
      {isRendering.value && <Landed />}
      {notes.value.length > 0 && (
        <details class="block">
          <summary>Remarks ({notes.value.length})</summary>
          <ul class="plain small">
            {notes.value.map(line => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
      {now.hasVideo && !isBusy.value && <Better />}
    </>
  );
}
