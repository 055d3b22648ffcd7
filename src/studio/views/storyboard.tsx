import { signal } from '@preact/signals';
import { call } from '../api.ts';
import { changeScene } from '../map-edits.ts';
import { edit } from '../state/editing.ts';
import { seek } from '../state/playback.ts';
import { here, isBusy, map, selected, stillAddress } from '../state/production.ts';
import { attempt } from '../state/studio.ts';
import { clock } from '../words.ts';
import { Dialog } from './dialog.tsx';
import { Icon } from './icons.tsx';
import { startRender } from './render-panel.tsx';

/** Scene that variations are shown of, and their seeds. */
const varied = signal<{ scene: number; seeds: number[] } | undefined>(undefined);
const variationsOpen = signal(false);

export const showVariations = (scene: number): Promise<boolean> =>
  attempt(async () => {
    varied.value = await call('proposeVariations', { params: here(), body: { scene, count: 5 } });
    variationsOpen.value = true;
  });

/** Pictures of one scene with other seeds, to pick from. */
export function VariationsDialog() {
  const now = varied.value;
  const pick = (seed: number): void => {
    if (now) edit(`Another picture for scene ${now.scene + 1}`, m => changeScene(m, now.scene, { seed }), now.scene);
    variationsOpen.value = false;
  };
  return (
    <Dialog open={variationsOpen} title={`Scene ${(now?.scene ?? 0) + 1}: pick a picture`} wide>
      <ul class="variations">
        {now && (
          <li>
            <button type="button" onClick={() => (variationsOpen.value = false)}>
              <img src={stillAddress(now.scene)} alt={`Scene ${now.scene + 1} as it is`} />
              <span>As it is</span>
            </button>
          </li>
        )}
        {now?.seeds.map((seed, i) => (
          <li key={seed}>
            <button type="button" onClick={() => pick(seed)}>
              <img src={stillAddress(now.scene, 384, seed)} alt={`Variation ${i + 1}`} />
              <span>Variation {i + 1}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** Addresses of stills that are there. */
const loaded = signal<ReadonlySet<string>>(new Set());

/** A still of every scene: look, change, approve, render. */
export function Storyboard() {
  const scenes = map.value?.scenes ?? [];
  const there = scenes.filter((_, i) => loaded.value.has(stillAddress(i))).length;
  return (
    <div class="storyboard">
      <div class="storyboard-head">
        <p class="dim" role="status">
          {there === scenes.length ? `${scenes.length} scenes` : `Drawing ${there + 1} of ${scenes.length} scenes…`}
        </p>
        <span class="spring" />
        <button type="button" class="primary" disabled={isBusy.value} onClick={startRender}>
          <Icon name="check" /> Approve and render
        </button>
      </div>
      <ol class="stills">
        {scenes.map((scene, i) => (
          <li key={i} class={selected.value === i ? 'still chosen' : 'still'}>
            <button
              type="button"
              class="still-open"
              aria-pressed={selected.value === i}
              onClick={() => {
                selected.value = i;
                seek((scene.start_time + scene.end_time) / 2);
              }}
            >
              <img
                src={stillAddress(i)}
                alt=""
                onLoad={() => (loaded.value = new Set(loaded.value).add(stillAddress(i)))}
              />
              <span class="still-words">
                <span class="still-number">{i + 1}</span>
                <span class="still-section">{scene.section ?? ''}</span>
                <span class="spring" />
                <span class="dim">{clock(scene.start_time)}</span>
              </span>
              <span class="still-text">{scene.description}</span>
            </button>
            <span class="still-tools">
              {scene.locked && <Icon name="lock" size={14} />}
              <button
                type="button"
                class="quiet"
                disabled={isBusy.value || scene.locked === true}
                aria-label={`Variations of scene ${i + 1}`}
                title="Variations"
                onClick={() => void showVariations(i)}
              >
                <Icon name="grid" size={16} />
              </button>
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
