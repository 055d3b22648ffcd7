import { useRef } from 'preact/hooks';
import { moveBorder, reorderScene } from '../../map-edits.ts';
import { snapped, step } from '../../snapping.ts';
import { changedScenes, priceOf } from '../../state/changes.ts';
import { edit } from '../../state/editing.ts';
import { seek, time } from '../../state/playback.ts';
import { beatTimes, canEdit, downbeatTimes, duration, map, plan, selected } from '../../state/production.ts';
import { stillAddresses } from '../../state/stills.ts';
import { clock, dollars, fineClock } from '../../words.ts';
import { follow } from '../drag.ts';
import { Icon } from '../icons.tsx';

/** A border between two scenes: dragged, or moved by the arrow keys from beat to beat. */
function Border({ index, at, perSecond }: { index: number; at: number; perSecond: number }) {
  const label = `Move the start of scene ${index + 1}`;
  const move = (to: number): void => edit(label, m => moveBorder(m, index, to));
  const onPointerDown = (event: PointerEvent): void => {
    if (!canEdit.value || event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    (event.currentTarget as HTMLElement).focus();
    document.body.classList.add('moving-border');
    follow(event, {
      move(moved) {
        const wanted = at + (moved.clientX - event.clientX) / perSecond;
        move(moved.altKey ? wanted : snapped(wanted, beatTimes.value, downbeatTimes.value, 7 / perSecond));
      },
      end: () => document.body.classList.remove('moving-border'),
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const times = event.shiftKey ? downbeatTimes.value : beatTimes.value;
    move(event.altKey ? at + direction * 0.04 : step(times, at, direction));
  };
  return (
    <div
      class="border"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.round(duration.value * 100) / 100}
      aria-valuenow={Math.round(at * 100) / 100}
      aria-valuetext={fineClock(at)}
      aria-disabled={!canEdit.value}
      style={{ left: `${at * perSecond}px` }}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}

/** The scenes in their places; dragging one onto another place moves what it shows there. */
export function Scenes({ perSecond }: { perSecond: number }) {
  const scenes = map.value?.scenes ?? [];
  const lane = useRef<HTMLDivElement>(null);
  const wasDragged = useRef(false);
  const onPointerDown = (event: PointerEvent, index: number): void => {
    wasDragged.current = false;
    if (event.button !== 0 || event.pointerType === 'touch') return;
    let target: number | undefined;
    const mark = (to: number | undefined): void => {
      lane.current?.classList.toggle('reordering', to !== undefined);
      lane.current?.querySelectorAll('.clip').forEach((clip, i) => {
        clip.classList.toggle('target', i === to && i !== index);
      });
      target = to;
    };
    follow(event, {
      move(moved) {
        if (!canEdit.value || (target === undefined && Math.abs(moved.clientX - event.clientX) < 12)) return;
        wasDragged.current = true;
        const at = (moved.clientX - lane.current!.getBoundingClientRect().left) / perSecond;
        mark(scenes.findIndex(one => at >= one.start_time && at < one.end_time));
      },
      end() {
        const to = target;
        mark(undefined);
        if (to !== undefined && to >= 0 && to !== index)
          edit(`Move scene ${index + 1} to place ${to + 1}`, m => reorderScene(m, index, to), to);
      },
    });
  };
  return (
    <div class="lane clips" ref={lane} role="group" aria-label="Scenes">
      {scenes.map(({ start_time, end_time, description, locked, generator }, i) => {
        const width = (end_time - start_time) * perSecond;
        const isChanged = changedScenes.value.has(i);
        const cost = priceOf(i);
        const told = [locked && 'locked', isChanged && 'not rendered yet', cost !== undefined && dollars(cost)];
        return (
          <button
            key={i}
            type="button"
            class={`clip${selected.value === i ? ' chosen' : ''}${isChanged ? ' changed' : ''}`}
            aria-pressed={selected.value === i}
            aria-label={[
              `Scene ${i + 1}, ${clock(start_time)} to ${clock(end_time)}: ${description}`,
              ...told.filter(Boolean),
            ].join(', ')}
            style={{ left: `${start_time * perSecond}px`, width: `${Math.max(2, width - 2)}px` }}
            onPointerDown={event => onPointerDown(event, i)}
            onClick={() => {
              if (wasDragged.current) return;
              selected.value = i;
              if (time.value < start_time || time.value >= end_time) seek(start_time);
            }}
          >
            {width > 18 && (
              <img src={stillAddresses.value[i]} alt="" draggable={false} loading="lazy" decoding="async" />
            )}
            {width > 26 && (
              <span class="clip-name">
                {locked && <Icon name="lock" size={11} />}
                {i + 1}
                {width > 120 && (
                  <i>
                    {generator && generator !== 'built-in'
                      ? generator
                      : (plan.value?.scenes[i]?.scene ?? '').replaceAll('-', ' ')}
                  </i>
                )}
              </span>
            )}
            {cost !== undefined && width > 44 && <span class="clip-price">{dollars(cost)}</span>}
          </button>
        );
      })}
      {scenes.slice(1).map(({ start_time }, i) => (
        <Border key={i} index={i + 1} at={start_time} perSecond={perSecond} />
      ))}
    </div>
  );
}
