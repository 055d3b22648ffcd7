import { batch } from '@preact/signals';
import type { StudioEvent } from '../../server/contract/events.ts';
import { ApiError, addressOf, call } from '../api.ts';
import { repeatUnsaved } from './editing.ts';
import {
  found,
  heard,
  isBusy,
  isLoaded,
  isOpen,
  isSaving,
  landed,
  loadAll,
  loadOutcome,
  money,
  notes,
  plan,
  progress,
  takeState,
  videoVersion,
  view,
} from './production.ts';
import { attempt, isOutdated, tellFailure } from './studio.ts';

let source: EventSource | undefined;

/** Work begins: what the one before told is forgotten. */
const forget = (): void =>
  batch(() => {
    progress.value = money.value = undefined;
    notes.value = [];
    landed.value = [];
    heard.value = [];
    found.value = {};
  });

function hearState(event: Extract<StudioEvent, { type: 'state' }>): void {
  if (!view.value) return;
  const wasBusy = isBusy.value;
  if (event.state === 'queued' || (event.state === 'running' && !wasBusy)) forget();
  takeState(event);
  // A render that begins tells what it was begun with.
  if (!wasBusy && isBusy.value && event.job?.kind === 'render') void attempt(loadOutcome);
  if (wasBusy && !isBusy.value) {
    progress.value = undefined;
    videoVersion.value++;
    if (event.job?.kind !== 'plan') {
      // The map may have been edited meanwhile, and is what the page shows; takes that were made again are put into it.
      // What could not be opened before, as the analysis was another version's, is there now.
      const isOther =
        plan.value === undefined || (event.job?.kind === 'render' && event.job.qa === 'regenerate' && !isSaving.value);
      void attempt(isOther ? loadAll : loadOutcome);
      return;
    }
    isLoaded.value = false;
    void attempt(loadAll).then(() => {
      isLoaded.value = true;
      repeatUnsaved();
    });
  }
}

function hear(event: StudioEvent): void {
  switch (event.type) {
    case 'progress':
      progress.value = event;
      break;
    case 'note':
      notes.value = [...notes.value.filter(line => line !== event.line), event.line];
      break;
    case 'take':
      landed.value = [...landed.value.filter(({ name }) => name !== event.name), event];
      break;
    case 'heard':
      heard.value = [...heard.value.slice(0, event.from), ...event.peaks];
      break;
    case 'found':
      found.value = { ...found.value, ...event };
      break;
    case 'money':
      money.value = event;
      break;
    default:
      hearState(event);
  }
}

export const stopListening = (): void => source?.close();

/**
 * Hears what happens in a production, until another is listened to.
 *
 * @param wasAway whether something may have happened that was not heard
 */
export function listen(id: string, wasAway = false): void {
  source?.close();
  source = new EventSource(addressOf('hear', { params: { id } }));
  const onEvent = ({ data }: MessageEvent<string>): void => {
    if (isOpen(id)) hear(JSON.parse(data) as StudioEvent);
  };
  for (const type of ['state', 'progress', 'note', 'take', 'heard', 'found', 'money'] satisfies StudioEvent['type'][])
    source.addEventListener(type, onEvent);
  source.onopen = () => {
    // What happened while nothing was heard is asked for.
    if (wasAway && isOpen(id)) void attempt(loadAll).then(repeatUnsaved);
    wasAway = false;
  };
  source.onerror = () => {
    wasAway = true;
    if (source?.readyState !== EventSource.CLOSED || !isOpen(id)) return;
    // A browser gives up after an answer that is no stream: the studio was started anew, or the production is gone.
    call('readProduction', { params: { id } }).then(
      () => listen(id, true),
      error => {
        if (error instanceof ApiError && error.status === 401) isOutdated.value = true;
        else if (error instanceof ApiError) tellFailure(error);
        else setTimeout(() => isOpen(id) && listen(id, true), 1000);
      },
    );
  };
}
