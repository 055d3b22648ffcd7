import { ApiError, call } from '../api.ts';
import { repeatUnsaved } from './editing.ts';
import { listen, stopListening } from './events.ts';
import { begin, here, isBusy, isLoaded, isOpen, loadAll, setOpen, view } from './production.ts';
import { attempt } from './studio.ts';

/** An analysis that another version kept cannot be read: the track is heard again, and its scenes stay as they are. */
async function hearAgain(failure: unknown): Promise<void> {
  const isUnread = failure instanceof ApiError && failure.status === 404 && view.value?.hasAnalysis && !isBusy.value;
  if (!isUnread) throw failure;
  await begin(call('changeSettings', { params: here(), body: view.value!.settings }));
}

/** Opens a production, or none. */
export function openProduction(id: string | undefined): void {
  if (isOpen(id)) return;
  stopListening();
  setOpen(id);
  if (!id) return;
  void attempt(() => loadAll().catch(failure => (isOpen(id) ? hearAgain(failure) : undefined))).then(() => {
    if (!isOpen(id)) return;
    isLoaded.value = true;
    listen(id);
    repeatUnsaved();
  });
}
