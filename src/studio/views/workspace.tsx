import { useEffect, useRef } from 'preact/hooks';
import { addressOf } from '../api.ts';
import { bringing } from '../state/create.ts';
import { redo, redoLabel, undo, undoLabel } from '../state/editing.ts';
import { attachMedia, rewind } from '../state/playback.ts';
import { canEdit, here, isBusy, isPlanning, isRendering, isSaving, map, progress, view } from '../state/production.ts';
import { open } from '../state/studio.ts';
import { renderingInWords, stem } from '../words.ts';
import { SettingsButton, ShortcutsButton, ThemeButton } from './bar-buttons.tsx';
import { ConsentDialog, startRender } from './consent.tsx';
import { DeliverPanel } from './deliver-panel.tsx';
import { Icon } from './icons.tsx';
import { listenToKeys } from './keyboard.ts';
import { RenderPanel } from './render-panel.tsx';
import { ScenePanel } from './scene-panel.tsx';
import { SongPanel } from './song-panel.tsx';
import { Stage, track } from './stage.tsx';
import { type Tab, tab, tabs } from './tabs.ts';
import { Timeline } from './timeline/timeline.tsx';
import { PlansDialog, VariationsDialog } from './variations.tsx';
import { VideoPanel } from './video-panel.tsx';

function Bar() {
  const { name = '' } = view.value ?? {};
  const ready = map.value !== undefined;
  return (
    <header class="bar">
      <button type="button" class="quiet" aria-label="All videos" title="All videos" onClick={() => open(undefined)}>
        <Icon name="back" />
      </button>
      <h1 class="bar-title">{stem(name)}</h1>
      <span class="dim small saved" aria-live="off">
        {isSaving.value ? 'Keeping…' : ready ? 'All changes kept' : ''}
      </span>
      <span class="spring" />
      <button
        type="button"
        class="quiet"
        disabled={!undoLabel.value || !canEdit.value}
        onClick={undo}
        aria-label={`Undo ${undoLabel.value ?? ''}`}
        title={`Undo ${undoLabel.value ?? ''} (Ctrl Z)`}
      >
        <Icon name="undo" />
      </button>
      <button
        type="button"
        class="quiet"
        disabled={!redoLabel.value || !canEdit.value}
        onClick={redo}
        aria-label={`Redo ${redoLabel.value ?? ''}`}
        title={`Redo ${redoLabel.value ?? ''} (Ctrl Shift Z)`}
      >
        <Icon name="redo" />
      </button>
      <span class="bar-line" />
      <ShortcutsButton />
      <ThemeButton />
      <SettingsButton />
      {isRendering.value ? (
        <button type="button" class="primary" onClick={() => (tab.value = 'render')}>
          {renderingInWords(progress.value)}
        </button>
      ) : (
        <button type="button" class="primary" disabled={!ready || isBusy.value} onClick={startRender}>
          <Icon name="film" /> Render
        </button>
      )}
    </header>
  );
}

function Panel() {
  const names = Object.keys(tabs) as Tab[];
  const panel = useRef<HTMLElement>(null);
  // On a narrow window the panel lies below what is seen first: a tab would change nothing that is seen.
  const choose = (name: Tab): void => {
    tab.value = name;
    requestAnimationFrame(() => panel.current?.scrollIntoView({ block: 'nearest' }));
  };
  const onKey = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    choose(names[(names.indexOf(tab.value) + by + names.length) % names.length]);
    document.getElementById(`tab-${tab.value}`)?.focus();
  };
  return (
    <aside ref={panel} class="panel" aria-label="Settings of the video">
      <div class="tabs" role="tablist" aria-label="Panels" onKeyDown={onKey}>
        {names.map(name => (
          <button
            key={name}
            id={`tab-${name}`}
            type="button"
            role="tab"
            aria-selected={tab.value === name}
            aria-controls="panel-body"
            tabIndex={tab.value === name ? 0 : -1}
            onClick={() => choose(name)}
          >
            {tabs[name]}
          </button>
        ))}
      </div>
      <div class="panel-body" id="panel-body" role="tabpanel" aria-labelledby={`tab-${tab.value}`} tabIndex={0}>
        {tab.value === 'scene' && <ScenePanel />}
        {tab.value === 'song' && <SongPanel />}
        {tab.value === 'video' && <VideoPanel />}
        {tab.value === 'render' && <RenderPanel />}
        {tab.value === 'deliver' && <DeliverPanel />}
      </div>
    </aside>
  );
}

/** A production: its picture, its settings, its timeline. */
export function Workspace() {
  const audio = useRef<HTMLAudioElement>(null);
  useEffect(() => listenToKeys(), []);
  const loaded = view.value !== undefined;
  // A render takes a while, and its page lies behind others: the tab tells how far it is.
  const { name } = view.value ?? {};
  const rendering = isRendering.value ? `${renderingInWords(progress.value)} · ` : '';
  useEffect(() => {
    document.title = name === undefined ? 'Phosphene' : `${rendering}${stem(name)} · Phosphene`;
  }, [name, rendering]);
  useEffect(() => () => void (document.title = 'Phosphene'), []);
  useEffect(() => {
    rewind();
    track.value = audio.current ?? undefined;
    if (audio.current) attachMedia(audio.current);
  }, [loaded]);
  const coming = bringing.value;
  return (
    <div class="workspace">
      <Bar />
      <main class="workspace-main">
        <Stage />
        <Panel />
        <Timeline />
      </main>
      <ConsentDialog />
      <VariationsDialog />
      <PlansDialog />
      {loaded && <audio ref={audio} src={addressOf('readAudio', { params: here() })} preload="auto" />}
      {coming && (
        <div class="toast" role="status">
          <p>
            Bringing in {coming.name} <progress value={coming.fraction} max={1} aria-label={coming.name} />
          </p>
        </div>
      )}
      {isPlanning.value && (
        <span class="unseen" role="status">
          Listening to the song
        </span>
      )}
    </div>
  );
}
