import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { changedScenes, costsMoney, price, priceFault, priceOf } from '../state/changes.ts';
import { seek } from '../state/playback.ts';
import { canEdit, isBusy, map, plan, selected } from '../state/production.ts';
import { stillAddresses, stillShape } from '../state/stills.ts';
import { clock, dollars } from '../words.ts';
import { startRender } from './consent.tsx';
import { Icon } from './icons.tsx';
import { showPlans, showVariations } from './variations.tsx';

/** Addresses of stills that are there, and of those that could not be drawn. */
const loaded = signal<ReadonlySet<string>>(new Set());
const failed = signal<ReadonlySet<string>>(new Set());
const add = (set: typeof loaded, address: string): void => {
  if (!set.value.has(address)) set.value = new Set(set.value).add(address);
};

/** What the video as it stands will cost. */
function Price() {
  if (!costsMoney.value) return <span class="badge good">Free: drawn on this computer</span>;
  if (priceFault.value) return <span class="badge warn">{priceFault.value}</span>;
  const now = price.value;
  if (!now) return null;
  if (now.clips === 0) return <span class="badge good">All clips are there</span>;
  return (
    <span class="badge warn">
      {dollars(now.usd)} for {now.clips} {now.clips === 1 ? 'clip' : 'clips'}, asked for before it is spent
    </span>
  );
}

/** Whom a scene's picture comes from, where that is not the built-in generator. */
function maker(index: number): string | undefined {
  const name = plan.value?.scenes[index]?.generator;
  if (!name || name === 'built-in') return undefined;
  return name === 'footage' ? 'your footage' : `stand-in for ${name}`;
}

/** Brings a still into the part of the storyboard that is seen; the page around it stays where it is. */
function reveal(still: HTMLElement): void {
  const board = still.closest('.storyboard');
  if (!board) return;
  const [seen, place] = [board.getBoundingClientRect(), still.getBoundingClientRect()];
  const head = board.querySelector('.storyboard-head')?.getBoundingClientRect().height ?? 0;
  const below = place.bottom - seen.bottom;
  const toTop = place.top - (seen.top + head);
  // Of one that is higher than the board, the top is seen.
  board.scrollTop += below > 0 ? Math.min(below, toTop) : Math.min(0, toTop);
}

function Still({ index }: { index: number }) {
  const scene = map.value!.scenes[index];
  const element = useRef<HTMLLIElement>(null);
  const isSelected = selected.value === index;
  // A scene may be chosen elsewhere: on the timeline, by the keyboard.
  useEffect(() => {
    if (isSelected && element.current) reveal(element.current);
  }, [isSelected]);
  const address = stillAddresses.value[index];
  const isChanged = changedScenes.value.has(index);
  const cost = priceOf(index);
  const by = maker(index);
  return (
    <li ref={element} class={isSelected ? 'still chosen' : 'still'}>
      <button
        type="button"
        class="still-open"
        aria-pressed={isSelected}
        onClick={() => {
          selected.value = index;
          seek((scene.start_time + scene.end_time) / 2);
        }}
      >
        <span
          class={
            loaded.value.has(address)
              ? 'still-picture'
              : failed.value.has(address)
                ? 'still-picture broken'
                : 'still-picture waiting'
          }
        >
          <img
            src={address}
            alt=""
            decoding="async"
            onLoad={() => add(loaded, address)}
            onError={() => add(failed, address)}
          />
          {by && <span class="still-maker">{by}</span>}
          {failed.value.has(address) && <span class="still-maker">This picture could not be drawn</span>}
        </span>
        <span class="still-words">
          <span class="still-number">{index + 1}</span>
          <span class="still-section">{scene.section ?? ''}</span>
          {cost !== undefined && <span class="still-price">{dollars(cost)}</span>}
          {isChanged && (
            <span class="still-changed" title="Not rendered yet">
              changed
            </span>
          )}
          <span class="dim">{clock(scene.start_time)}</span>
        </span>
        <span class="still-text">{scene.description}</span>
      </button>
      <span class="still-tools">
        {scene.locked && <Icon name="lock" size={14} />}
        <button
          type="button"
          class="quiet"
          disabled={!canEdit.value || scene.locked === true}
          aria-label={`Variations of scene ${index + 1}`}
          title="Variations"
          onClick={() => void showVariations(index)}
        >
          <Icon name="grid" size={16} />
        </button>
      </span>
    </li>
  );
}

/** A still of every scene: look, change, approve, render. */
export function Storyboard() {
  const scenes = map.value?.scenes ?? [];
  const addresses = stillAddresses.value;
  const done = addresses.filter(address => loaded.value.has(address) || failed.value.has(address)).length;
  return (
    <div class="storyboard" style={stillShape.value}>
      <div class="storyboard-head">
        <p role="status">
          {done === scenes.length ? `${scenes.length} scenes` : `Drawing ${done + 1} of ${scenes.length} scenes…`}
        </p>
        <Price />
        <span class="spring" />
        <button type="button" disabled={isBusy.value} onClick={() => void showPlans()}>
          <Icon name="spark" size={16} /> Other plans
        </button>
        <button type="button" class="primary" disabled={isBusy.value} onClick={startRender}>
          <Icon name="check" /> Approve and render
        </button>
      </div>
      <ol class="stills">
        {scenes.map((_, i) => (
          <Still key={i} index={i} />
        ))}
      </ol>
    </div>
  );
}
