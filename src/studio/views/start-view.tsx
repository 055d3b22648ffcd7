import { useRef } from 'preact/hooks';
import type { ProductionView } from '../../server/contract/schemas.ts';
import { addressOf, call } from '../api.ts';
import { accepted, bringIn, bringing, tryExample } from '../state/create.ts';
import { attempt, loadProductions, open, productions } from '../state/studio.ts';
import { forgetUnsaved } from '../state/unsaved.ts';
import { capital, stem } from '../words.ts';
import { SettingsButton, ThemeButton } from './bar-buttons.tsx';
import { Icon } from './icons.tsx';

const states: Record<string, string> = {
  queued: 'Waiting',
  running: 'Working…',
  failed: 'Stopped with a fault',
  cancelled: 'Cancelled',
  paused: 'Paused',
};

function Card({ production }: { production: ProductionView }) {
  const { id, name, hasSceneMap, hasAnalysis, hasVideo, state, created } = production;
  const remove = async (): Promise<void> => {
    if (!confirm(`Remove “${stem(name)}” with its video and all its files?`)) return;
    if (await attempt(() => call('removeProduction', { params: { id } }))) forgetUnsaved(id);
    await loadProductions();
  };
  return (
    <li class="card">
      <button type="button" class="card-open" onClick={() => open(id)}>
        {hasSceneMap && hasAnalysis && state !== 'running' ? (
          <img
            src={addressOf('drawStill', { params: { id, scene: '0' }, query: { width: '384' } })}
            alt=""
            loading="lazy"
            onError={event => event.currentTarget.classList.add('broken')}
          />
        ) : (
          <span class="card-empty" />
        )}
        <strong>{stem(name)}</strong>
        <span class="dim">
          {state && states[state] ? states[state] : hasVideo ? 'Video ready' : 'Planned'} ·{' '}
          {new Date(created).toLocaleDateString(undefined, { day: 'numeric', month: 'short' })}
        </span>
      </button>
      <button type="button" class="quiet card-remove" aria-label={`Remove ${stem(name)}`} onClick={remove}>
        <Icon name="trash" size={16} />
      </button>
    </li>
  );
}

/** Some of what is drawn, for those who have no video yet. */
const shownScenes = ['neon-city', 'ocean', 'stage', 'synthwave', 'forest', 'liquid-metal', 'storm', 'kaleidoscope', 'desert', 'mountains-aurora', 'highway', 'underwater']; // biome-ignore format: a list

function Gallery() {
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return (
    <section class={isCalm ? 'gallery calm' : 'gallery'} aria-label="Some of the scenes that are drawn">
      <ul>
        {/* Twice, so that it passes by without an end. */}
        {[...shownScenes, ...shownScenes].map((name, i) => (
          <li key={`${i} ${name}`} aria-hidden={i >= shownScenes.length}>
            <img src={`/scenes/${name}.${isCalm ? 'jpg' : 'webp'}`} alt="" loading="lazy" decoding="async" />
            <span>{capital(name.replaceAll('-', ' '))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where it begins: a place to drop a track, and what was made before. */
export function StartView() {
  const input = useRef<HTMLInputElement>(null);
  const all = productions.value;
  const now = bringing.value;
  return (
    <div class="start">
      <header class="bar start-bar">
        <span class="brand">
          <span class="brand-mark" aria-hidden="true" />
          Phosphene
        </span>
        <span class="spring" />
        <ThemeButton />
        <SettingsButton />
      </header>
      <main>
        <section class={all && all.length > 0 ? 'drop compact' : 'drop'} aria-label="Begin">
          <div class="drop-rings" aria-hidden="true">
            <i />
            <i />
            <i />
            <i />
          </div>
          <h1>Drop a song. Get its music video.</h1>
          <p>Cut on its beats, shaped by its sections, drawn on this computer. Nothing leaves it.</p>
          {now ? (
            <div class="bringing" role="status">
              <span>{now.name}</span>
              <progress value={now.fraction} max={1} aria-label={`Bringing in ${now.name}`} />
            </div>
          ) : (
            <>
              <button type="button" class="primary big" onClick={() => input.current?.click()}>
                <Icon name="note" /> Choose a track
              </button>
              <p class="dim small">MP3, WAV, FLAC, M4A, OGG … Lyrics, pictures and footage may come with it.</p>
              {all && all.length === 0 && (
                <button type="button" class="quiet" onClick={() => void tryExample()}>
                  No song at hand? Try the example
                </button>
              )}
            </>
          )}
          <input
            ref={input}
            type="file"
            multiple
            hidden
            accept={accepted}
            aria-label="Track, lyrics, pictures, footage"
            onChange={event => {
              void bringIn([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = '';
            }}
          />
        </section>
        {all && all.length > 0 && (
          <section class="shelf">
            <h2>Your videos</h2>
            <ul class="cards">
              {all.map(production => (
                <Card key={production.id} production={production} />
              ))}
            </ul>
          </section>
        )}
        {all && all.length === 0 && <Gallery />}
      </main>
    </div>
  );
}
