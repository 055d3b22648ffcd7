import { signal } from '@preact/signals';
import type { Answer } from '../../server/contract/operations.ts';
import { addressOf, call } from '../api.ts';
import { saved } from '../state/editing.ts';
import {
  begin,
  here,
  isBusy,
  isRendering,
  landed,
  map,
  marked,
  notes,
  plan,
  progress,
  scene,
  view,
} from '../state/production.ts';
import { attempt } from '../state/studio.ts';
import { about, fineClock } from '../words.ts';
import { Dialog } from './dialog.tsx';
import { Icon } from './icons.tsx';
import { stageShows } from './stage.tsx';
import { tab } from './workspace.tsx';

type Estimate = Answer<'estimate'>;
type Wanted = Parameters<typeof call<'render'>>[1]['body'];

const estimate = signal<Estimate | undefined>(undefined);
const confirmOpen = signal(false);
let confirmed: () => void = () => undefined;

/** Whether somebody else than this computer makes a scene. */
const costsMoney = (): boolean =>
  plan.value?.scenes.some(({ generator }) => generator !== undefined && !/^(built-in|footage)/.test(generator)) ??
  false;

/** Tells what it costs, where it costs something, and goes on after a yes. */
async function withConsent(go: () => Promise<unknown>): Promise<void> {
  await saved();
  if (!costsMoney()) {
    await go();
    return;
  }
  await attempt(async () => {
    estimate.value = await call('estimate', { params: here() });
    if (estimate.value.clips === 0) {
      await go();
      return;
    }
    confirmed = () => void go();
    confirmOpen.value = true;
  });
}

const render = (body: Wanted) => async (): Promise<void> => {
  tab.value = 'render';
  await begin(call('render', { params: here(), body }));
};
export const startRender = (): void => void withConsent(render({}));
const checkQuality = (): void => void withConsent(render({ qa: 'report' }));
const mend = (): void => void withConsent(async () => begin(call('mend', { params: here() })));

function regenerateStretch(): void {
  const stretch =
    marked.value ?? (scene.value && { start: scene.value.start_time + 0.01, end: scene.value.end_time - 0.01 });
  if (stretch) void withConsent(async () => begin(call('regenerate', { params: here(), body: stretch })));
}

function ConsentDialog() {
  const now = estimate.value;
  return (
    <Dialog open={confirmOpen} title="This costs money">
      {now && (
        <>
          <p>
            <strong class="figure">{now.usd === null ? 'An unknown sum' : `$${now.usd.toFixed(2)}`}</strong> for{' '}
            {now.clips} {now.clips === 1 ? 'clip' : 'clips'}, {about(now.waitSeconds)} of waiting.
            {now.spentBefore > 0 && ` $${now.spentBefore.toFixed(2)} were spent on this video before.`}
          </p>
          {now.warnings.map(warning => (
            <p key={warning} class="remark">
              {warning}
            </p>
          ))}
          <div class="buttons">
            <button
              type="button"
              class="primary"
              onClick={() => {
                confirmOpen.value = false;
                confirmed();
              }}
            >
              Order and render
            </button>
            <button type="button" onClick={() => (confirmOpen.value = false)}>
              Not now
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}

const stages = {
  analyse: 'Listening',
  plan: 'Planning',
  words: 'Hearing the words',
  render: 'Drawing',
  clips: 'Waiting for clips',
  fleet: 'Made by the fleet',
  assemble: 'Putting together',
  report: 'Writing the report',
  measure: 'Looking for faults',
  mend: 'Mending',
} as const;

/** Clips of the render under way, each as soon as it is there. */
function Landed() {
  const rate = plan.value?.frameRate ?? 24;
  const shots = landed.value.toSorted((a, b) => a.firstFrame - b.firstFrame);
  if (shots.length === 0) return null;
  return (
    <section class="block">
      <h3>
        {shots.length} {shots.length === 1 ? 'shot is' : 'shots are'} there
      </h3>
      <ul class="landed">
        {shots.map(({ name, firstFrame, endFrame }) => (
          <li key={`${name} ${firstFrame}`}>
            <video
              src={addressOf('readTake', { params: { ...here(), name } })}
              muted
              loop
              playsInline
              autoplay={!matchMedia('(prefers-reduced-motion: reduce)').matches}
              preload="metadata"
              aria-label={`Shot from ${fineClock(firstFrame / rate)}`}
            />
            <span class="small dim">
              {fineClock(firstFrame / rate)} · {((endFrame - firstFrame) / rate).toFixed(1)} s
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Working() {
  const now = progress.value;
  const isQueued = view.value?.state === 'queued';
  const fraction = now?.fraction ?? 0;
  return (
    <section class="block working" aria-label="Progress">
      <h2>{isQueued ? 'Waiting for another video' : now ? stages[now.stage] : 'Beginning'}</h2>
      <progress value={isQueued ? 0 : fraction} max={1} aria-label="Progress of this step" />
      <p class="row" role="status">
        <strong class="figure">{Math.round(fraction * 100)}%</strong>
        <span class="grow dim">{now?.detail}</span>
      </p>
      <p class="dim small">
        {now?.secondsLeft !== undefined && now.secondsLeft > 0 ? `${about(now.secondsLeft)} left` : ''}
        {now?.framesPerSecond ? ` · ${now.framesPerSecond.toFixed(0)} frames a second` : ''}
        {costsMoney() ? '' : ' · free, drawn on this computer'}
      </p>
      <div class="buttons">
        <button type="button" onClick={() => void begin(call('pause', { params: here() }))}>
          <Icon name="pause" size={16} /> Pause
        </button>
        <button type="button" onClick={() => void begin(call('cancel', { params: here() }))}>
          Cancel
        </button>
      </div>
      <p class="dim small">You may close this page: the studio goes on, and takes it up again if it is started anew.</p>
    </section>
  );
}

function Report() {
  const now = view.value!;
  if (!now.hasVideo) return null;
  return (
    <section class="block">
      <h3>Pages about it</h3>
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
  const stretch = marked.value;
  return (
    <>
      <ConsentDialog />
      {isBusy.value && <Working />}
      {!isBusy.value && (
        <section class="block">
          <h2>
            {now.state === 'paused'
              ? 'Paused'
              : now.state === 'cancelled'
                ? 'Cancelled'
                : now.hasVideo
                  ? 'The video is there'
                  : 'Ready to render'}
          </h2>
          {now.state === 'failed' && (
            <p class="fault" role="alert">
              {now.error}
            </p>
          )}
          <p class="dim small">
            {map.value?.scenes.length ?? 0} scenes.{' '}
            {costsMoney() ? 'Some cost money: you see the sum first.' : 'Free: all is drawn on this computer.'} Shots
            that are done are kept.
          </p>
          <div class="buttons">
            <button type="button" class="primary" disabled={!map.value} onClick={startRender}>
              {now.state === 'paused' || now.state === 'cancelled' || now.state === 'failed'
                ? 'Go on'
                : now.hasVideo
                  ? 'Render what changed'
                  : 'Render'}
            </button>
            {now.hasVideo && (
              <button type="button" onClick={() => (stageShows.value = 'video')}>
                Watch
              </button>
            )}
          </div>
        </section>
      )}
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
      {now.hasVideo && !isBusy.value && (
        <section class="block">
          <h3>Better it</h3>
          <div class="buttons">
            <button type="button" onClick={checkQuality}>
              Look for faults
            </button>
            <button type="button" onClick={mend}>
              Mend
            </button>
            <button type="button" onClick={regenerateStretch}>
              {stretch
                ? `Draw ${fineClock(stretch.start)} – ${fineClock(stretch.end)} anew`
                : 'Draw the selected scene anew'}
            </button>
          </div>
        </section>
      )}
      {!isBusy.value && <Report />}
    </>
  );
}
