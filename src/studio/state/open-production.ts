import { repeatUnsaved } from './editing.ts';
import { listen, stopListening } from './events.ts';
import { isLoaded, isOpen, loadAll, setOpen } from './production.ts';
import { attempt } from './studio.ts';

/** Opens a production, or none. */
export function openProduction(id: string | undefined): void {
  if (isOpen(id)) return;
  stopListening();
  setOpen(id);
  if (!id) return;
  void attempt(loadAll).then(() => {
    if (!isOpen(id)) return;
    isLoaded.value = true;
    listen(id);
    repeatUnsaved();
  });
}
