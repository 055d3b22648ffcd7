import { call } from '../api.ts';
import { costsMoney } from '../state/changes.ts';
import { begin, here, isRendering, landed, money, plan, progress, view } from '../state/production.ts';
import { about, dollars, fineClock } from '../words.ts';
import { Icon } from './icons.tsx';
import { takeAddress } from './take-address.ts';

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

/** How far it is, and how to stop it. */
export function Working() {
  const now = progress.value;
  const isQueued = view.value?.state === 'queued';
  // A stage that has ended would say 100% until the next one tells of itself: after planning, shaders are compiled.
  const isBetween = now === undefined || now.fraction >= 1;
  const fraction = isQueued ? 0 : isBetween ? undefined : now.fraction;
  const heading = !now ? 'Beginning' : isBetween && now.stage === 'plan' ? 'Getting ready to draw' : stages[now.stage];
  const left = now?.secondsLeft !== undefined && now.secondsLeft > 0 ? `${about(now.secondsLeft)} left` : '';
  const speed = now?.framesPerSecond ? `${now.framesPerSecond.toFixed(0)} frames a second` : '';
  return (
    <section class="block working" aria-label="Progress">
      <h2>{isQueued ? 'Waiting for another video' : heading}</h2>
      <p class="row" role="status">
        {!isQueued && fraction !== undefined && <strong class="percent">{Math.round(fraction * 100)}%</strong>}
        <span class="grow dim small">
          {[left, speed].filter(Boolean).join(' · ')}
          {now?.detail && <span class="working-detail">{now.detail}</span>}
        </span>
      </p>
      <progress value={fraction} max={1} aria-label="Progress of this step" />
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

/** Clips of the render under way, each as soon as it is there. */
export function Landed() {
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
              src={takeAddress(name, (endFrame - firstFrame) / rate)}
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
