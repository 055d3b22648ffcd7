import { useEffect } from 'preact/hooks';
import { bringIn } from '../state/create.ts';
import { forgetSteps, holdWhileSaving, spoken } from '../state/editing.ts';
import { openProduction } from '../state/open-production.ts';
import { failure, isOutdated, openId } from '../state/studio.ts';
import { Icon } from './icons.tsx';
import { SettingsDialog } from './settings-dialog.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { StartView } from './start-view.tsx';
import { Workspace } from './workspace.tsx';

function takeDrops(): () => void {
  const over = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    document.body.classList.toggle('dropping', event.type === 'dragover');
  };
  const drop = (event: DragEvent): void => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    document.body.classList.remove('dropping');
    void bringIn([...event.dataTransfer.files]);
  };
  addEventListener('dragover', over);
  addEventListener('dragleave', over);
  addEventListener('drop', drop);
  return () => {
    removeEventListener('dragover', over);
    removeEventListener('dragleave', over);
    removeEventListener('drop', drop);
  };
}

/** The whole page. */
export function App() {
  const id = openId.value;
  useEffect(takeDrops, []);
  useEffect(holdWhileSaving, []);
  useEffect(() => {
    forgetSteps();
    openProduction(id);
  }, [id]);
  if (isOutdated.value)
    return (
      <main class="outdated">
        <h1>The studio was started anew</h1>
        <p>
          This page belongs to an earlier start. Open the address that the studio printed: what you edited meanwhile
          comes back there.
        </p>
      </main>
    );
  return (
    <>
      {id ? <Workspace key={id} /> : <StartView />}
      {failure.value && (
        <div class="toast" role="alert">
          <p>{failure.value}</p>
          <button
            type="button"
            class="quiet"
            aria-label="Close this message"
            onClick={() => (failure.value = undefined)}
          >
            <Icon name="close" size={16} />
          </button>
        </div>
      )}
      <p class="unseen" aria-live="polite">
        {spoken.value}
      </p>
      <SettingsDialog />
      <ShortcutsDialog />
    </>
  );
}
