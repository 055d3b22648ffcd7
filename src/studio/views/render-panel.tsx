import { addressOf, call } from '../api.ts';
import { changedScenes, costsMoney, isBehind } from '../state/changes.ts';
import { begin, duration, here, isBusy, isExporting, isRendering, landed, map, marked, money, notes, plan, progress, scene, view } from '../state/production.ts'; // biome-ignore format: one line
import { about, capital, clock, dollars, fineClock } from '../words.ts';
import { startRender, withConsent } from './consent.tsx';
import { Icon } from './icons.tsx';
import { stageShows } from './stage.tsx';
import { tab } from './tabs.ts';

const checkQuality = (): void =>
  void withConsent(async () => {
    tab.value = 'render';
    await begin(call('render', { params: here(), body: { qa: 'report' } }));
  });
const mend = (): void => void withConsent(async () => begin(call('mend', { params: here() })));

function regenerateStretch(): void {
  const stretch =
    marked.value ?? (scene.value && { start: scene.value.start_time + 0.01, end: scene.value.end_time - 0.01 });
  if (stretch) void withConsent(async () => begin(call('regenerate', { params: here(), body: stretch })));
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

/** What was spent, what is promised, what is left of the budget. */
function Spending() {
  const now = money.value;
  if (!now) return costsMoney.value ? null : <p class="dim small">Free: drawn on this computer.</p>;
  const { spent, open, budget } = now;
  return (
    <dl class="money" aria-label="Money">
      <div>
        <dt>Spent</dt>
        <dd>{dollars(spent)}</dd>
      </div>
      <div>
        <dt>Promised</dt>
        <dd>{dollars(open)}</dd>
      </div>
      {budget !== undefined && (
        <div>
          <dt>Left</dt>
          <dd>{dollars(Math.max(0, budget - spent - open))}</dd>
        </div>
      )}
    </dl>
  );
}

function Working() {
  const now = progress.value;
  const isQueued = view.value?.state === 'queued';
  const fraction = now?.fraction ?? 0;
  const left = now?.secondsLeft !== undefined && now.secondsLeft > 0 ? `${about(now.secondsLeft)} left` : '';
  const speed = now?.framesPerSecond ? `${now.framesPerSecond.toFixed(0)} frames a second` : '';
  return (
    <section class="block working" aria-label="Progress">
      <h2>{isQueued ? 'Waiting for another video' : now ? stages[now.stage] : 'Beginning'}</h2>
      <p class="row" role="status">
        <strong class="percent">{isQueued ? '–' : `${Math.round(fraction * 100)}%`}</strong>
        <span class="grow dim small">
          {[left, speed].filter(Boolean).join(' · ')}
          {now?.detail && <span class="working-detail">{now.detail}</span>}
        </span>
      </p>
      <progress value={isQueued ? 0 : fraction} max={1} aria-label="Progress of this step" />
      {isRendering.value && <Spending />}
      <div class="buttons">
        <button type="button" onClick={() => void begin(call('pause', { params: here() }))}>
          <Icon name="pause" size={16} /> Pause
        </button>
        <button type="button" onClick={() => void begin(call('cancel', { params: here() }))}>
          Cancel
        </button>
      </div>
      <p class="dim small">
        {isRendering.value && 'Go on editing: this render keeps to the scenes that it began with. '}You may close this
        page; the studio goes on, and takes it up again if it is started anew.
      </p>
    </section>
  );
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
          {changed > 0
            ? `${changed} ${changed === 1 ? 'scene was' : 'scenes were'} changed since; only ${changed === 1 ? 'it is' : 'they are'} drawn anew.`
            : 'Its settings were changed since; a render takes them up.'}
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
