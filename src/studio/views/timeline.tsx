import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { moveBorder, reorderScene } from '../map-edits.ts';
import { snapped, step } from '../snapping.ts';
import { edit } from '../state/editing.ts';
import { isPlaying, seek, time } from '../state/playback.ts';
import { analysis, beatTimes, downbeatTimes, duration, heard, isBusy, landed, lyrics, map, marked, plan, selected, stillAddress, takes } from '../state/production.ts'; // biome-ignore format: one line
import { theme } from '../state/studio.ts';
import { clock, fineClock } from '../words.ts';
import { Icon } from './icons.tsx';
import { mergeSelected, moveSelected, splitHere } from './keyboard.ts';
import { fitting, scale, viewWidth, zoom, zoomBy, zoomToFit } from './timeline-scale.ts';
import { drawWaveform } from './waveform.ts';

const waveHeight = 84;

/** Hues of sections: those that repeat each other look alike. */
const hueOf = (group: string): string => `section-${(group.charCodeAt(0) - 65 + 60) % 6}`;

function Ruler({ perSecond }: { perSecond: number }) {
  const steps = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300];
  const every = steps.find(seconds => seconds * perSecond >= 64) ?? 600;
  const marks = Array.from({ length: Math.floor(duration.value / every) + 1 }, (_, i) => i * every);
  return (
    <div class="ruler" aria-hidden="true">
      {marks.map(mark => (
        <span key={mark} style={{ left: `${mark * perSecond}px` }}>
          {every < 1 ? fineClock(mark) : clock(mark)}
        </span>
      ))}
    </div>
  );
}

/** A border between two scenes: dragged, or moved by the arrow keys from beat to beat. */
function Border({ index, at, perSecond }: { index: number; at: number; perSecond: number }) {
  const label = `Move the start of scene ${index + 1}`;
  const move = (to: number): void => edit(label, m => moveBorder(m, index, to));
  const onPointerDown = (event: PointerEvent): void => {
    if (isBusy.value) return;
    event.preventDefault();
    event.stopPropagation();
    const element = event.currentTarget as HTMLElement;
    element.focus();
    element.setPointerCapture(event.pointerId);
    const startX = event.clientX;
    const onMove = (moved: PointerEvent): void => {
      const wanted = at + (moved.clientX - startX) / perSecond;
      move(moved.altKey ? wanted : snapped(wanted, beatTimes.value, downbeatTimes.value, 7 / perSecond));
    };
    const onUp = (): void => {
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerup', onUp);
      element.removeEventListener('pointercancel', onUp);
    };
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerup', onUp);
    element.addEventListener('pointercancel', onUp);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    event.stopPropagation();
    move(
      event.altKey
        ? at + direction * 0.04
        : step(event.shiftKey ? downbeatTimes.value : beatTimes.value, at, direction),
    );
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
      aria-disabled={isBusy.value}
      style={{ left: `${at * perSecond}px` }}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}

function Scenes({ perSecond }: { perSecond: number }) {
  const scenes = map.value?.scenes ?? [];
  const lane = useRef<HTMLDivElement>(null);
  /** Dragging a scene onto another place moves what it shows there. */
  const onPointerDown = (event: PointerEvent, index: number): void => {
    if (event.button !== 0) return;
    const startX = event.clientX;
    const element = event.currentTarget as HTMLElement;
    let target: number | undefined;
    const mark = (to: number | undefined): void => {
      lane.current?.querySelectorAll('.clip').forEach((clip, i) => {
        clip.classList.toggle('target', i === to && i !== index);
      });
      target = to;
    };
    const onMove = (moved: PointerEvent): void => {
      if (isBusy.value || (target === undefined && Math.abs(moved.clientX - startX) < 12)) return;
      element.setPointerCapture(event.pointerId);
      const left = lane.current!.getBoundingClientRect().left;
      const at = (moved.clientX - left) / perSecond;
      mark(scenes.findIndex(one => at >= one.start_time && at < one.end_time));
    };
    const onUp = (): void => {
      removeEventListener('pointermove', onMove);
      removeEventListener('pointerup', onUp);
      removeEventListener('pointercancel', onUp);
      const to = target;
      mark(undefined);
      if (to !== undefined && to >= 0 && to !== index)
        edit(`Move scene ${index + 1} to place ${to + 1}`, m => reorderScene(m, index, to), to);
    };
    addEventListener('pointermove', onMove);
    addEventListener('pointerup', onUp);
    addEventListener('pointercancel', onUp);
  };
  return (
    <div class="lane clips" ref={lane} role="group" aria-label="Scenes">
      {scenes.map(({ start_time, end_time, description, locked, generator }, i) => {
        const width = (end_time - start_time) * perSecond;
        return (
          <button
            key={i}
            type="button"
            class={selected.value === i ? 'clip chosen' : 'clip'}
            aria-pressed={selected.value === i}
            aria-label={`Scene ${i + 1}, ${clock(start_time)} to ${clock(end_time)}: ${description}${locked ? ', locked' : ''}`}
            style={{ left: `${start_time * perSecond}px`, width: `${Math.max(2, width - 2)}px` }}
            onPointerDown={event => onPointerDown(event, i)}
            onClick={() => {
              selected.value = i;
              if (time.value < start_time || time.value >= end_time) seek(start_time);
            }}
          >
            {width > 18 && <img src={stillAddress(i)} alt="" draggable={false} loading="lazy" />}
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
          </button>
        );
      })}
      {scenes.slice(1).map(({ start_time }, i) => (
        <Border key={i} index={i + 1} at={start_time} perSecond={perSecond} />
      ))}
    </div>
  );
}

function Sections({ perSecond }: { perSecond: number }) {
  return (
    <div class="lane sections" role="list" aria-label="Sections of the song">
      {analysis.value?.sections.map(({ start, end, label, group, energy }) => (
        <span
          key={start}
          role="listitem"
          class={`section ${hueOf(group)}`}
          style={{ left: `${start * perSecond}px`, width: `${Math.max(1, (end - start) * perSecond - 2)}px` }}
          title={`${label} ${group}, energy ${Math.round(energy * 100)}%`}
        >
          {(end - start) * perSecond > 44 ? `${label} ${group}` : group}
        </span>
      ))}
    </div>
  );
}

function Words({ perSecond }: { perSecond: number }) {
  const lines = lyrics.value?.lines.filter(line => line.start !== undefined) ?? [];
  if (lines.length === 0) return null;
  return (
    <div class="lane words" role="list" aria-label="Lyrics">
      {lines.map(({ start, end, text }, i) => {
        const until = end ?? lines[i + 1]?.start ?? start! + 3;
        return (
          <span
            key={`${start} ${text}`}
            role="listitem"
            title={text}
            style={{ left: `${start! * perSecond}px`, width: `${Math.max(3, (until - start!) * perSecond - 2)}px` }}
          >
            {text}
          </span>
        );
      })}
    </div>
  );
}

/** Which frames of the video have takes: those of the render under way, else those of the present video. */
function Takes({ perSecond }: { perSecond: number }) {
  const rate = plan.value?.frameRate ?? 24;
  const shots =
    isBusy.value && landed.value.length > 0
      ? landed.value.map(({ name, firstFrame, endFrame }) => ({ name, first: firstFrame, end: endFrame }))
      : (takes.value?.edit?.shots.map(({ take, first, end }) => ({ name: take, first, end })) ?? []);
  return (
    <div class="lane takes" aria-hidden="true">
      {shots.map(({ name, first, end }) => (
        <i
          key={`${name} ${first}`}
          style={{
            left: `${(first / rate) * perSecond}px`,
            width: `${Math.max(1, ((end - first) / rate) * perSecond - 1)}px`,
          }}
        />
      ))}
    </div>
  );
}

/** The song from left to right: sections, waveform and beats, scenes, words, takes. */
export function Timeline() {
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const playhead = useRef<HTMLDivElement>(null);
  const perSecond = scale();
  const width = Math.max(viewWidth.value, duration.value * perSecond);
  const draw = useRef<() => void>(() => undefined);
  draw.current = () => {
    if (!canvas.current || !scroller.current) return;
    const told = analysis.value;
    const length = told?.duration ?? 0;
    drawWaveform(canvas.current, {
      peaks: told?.waveform.peaks ?? heard.value,
      secondsPerPoint: told?.waveform.secondsPerPoint ?? 0.02,
      analysis: told,
      from: scroller.current.scrollLeft / perSecond,
      // Before the length is known, what is heard fills the width.
      scale: length > 0 ? perSecond : viewWidth.value / Math.max(60, heard.value.length / 50),
      width: viewWidth.value,
      height: waveHeight,
    });
  };
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      viewWidth.value = Math.max(100, entry.contentRect.width);
    });
    observer.observe(scroller.current!);
    return () => observer.disconnect();
  }, []);
  // Read here, so that the waveform is drawn again when one of them changes.
  const drawnFrom = [analysis.value, heard.value, theme.value, perSecond, viewWidth.value];
  useEffect(() => {
    const frame = requestAnimationFrame(() => draw.current());
    return () => cancelAnimationFrame(frame);
  }, drawnFrom);
  useEffect(
    () =>
      effect(() => {
        const x = time.value * scale();
        if (playhead.current) playhead.current.style.transform = `translateX(${x}px)`;
        const box = scroller.current;
        if (box && isPlaying.value && (x < box.scrollLeft || x > box.scrollLeft + box.clientWidth * 0.92))
          box.scrollLeft = x - box.clientWidth * 0.1;
      }),
    [],
  );
  const onScrub = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const element = event.currentTarget as HTMLElement;
    const timeAt = (x: number): number => (x - element.getBoundingClientRect().left) / perSecond;
    element.setPointerCapture(event.pointerId);
    const begin = timeAt(event.clientX);
    const isMarking = event.shiftKey;
    if (!isMarking) seek(begin);
    const onMove = (moved: PointerEvent): void => {
      const now = timeAt(moved.clientX);
      if (!isMarking) {
        seek(now);
        return;
      }
      const near = (at: number): number => snapped(at, beatTimes.value, downbeatTimes.value, 7 / perSecond);
      const [start, end] = [near(Math.min(begin, now)), near(Math.max(begin, now))];
      if (end > start) marked.value = { start: Math.max(0, start), end: Math.min(duration.value, end) };
    };
    const onUp = (): void => {
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerup', onUp);
      element.removeEventListener('pointercancel', onUp);
    };
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerup', onUp);
    element.addEventListener('pointercancel', onUp);
  };
  const onWheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = scroller.current!;
    const before = scale();
    const x = event.clientX - box.getBoundingClientRect().left;
    const at = (box.scrollLeft + x) / before;
    zoomBy(Math.exp(-event.deltaY / 300));
    requestAnimationFrame(() => {
      box.scrollLeft = at * scale() - x;
    });
  };
  const stretch = marked.value;
  const canEdit = map.value !== undefined && !isBusy.value;
  return (
    <section class="timeline" aria-label="Timeline">
      <div class="timeline-bar">
        <button type="button" class="quiet" disabled={!canEdit} onClick={splitHere} title="Split at the playhead (S)">
          <Icon name="split" /> <span>Split</span>
        </button>
        <button
          type="button"
          class="quiet"
          disabled={!canEdit || selected.value >= (map.value?.scenes.length ?? 0) - 1}
          onClick={mergeSelected}
          title="Join with the next scene (M)"
        >
          <Icon name="merge" /> <span>Join</span>
        </button>
        <button
          type="button"
          class="quiet"
          disabled={!canEdit || selected.value === 0}
          onClick={() => moveSelected(-1)}
          aria-label="Move the scene earlier"
          title="Move the scene earlier ([)"
        >
          ‹
        </button>
        <button
          type="button"
          class="quiet"
          disabled={!canEdit || selected.value >= (map.value?.scenes.length ?? 0) - 1}
          onClick={() => moveSelected(1)}
          aria-label="Move the scene later"
          title="Move the scene later (])"
        >
          ›
        </button>
        <span class="dim small hint">
          Drag borders: they snap to beats and bars, Alt leaves them free. Shift-drag marks a stretch.
        </span>
        <span class="spring" />
        {stretch && (
          <span class="stretch-words">
            {fineClock(stretch.start)} – {fineClock(stretch.end)}
            <button
              type="button"
              class="quiet"
              aria-label="Forget the marked stretch"
              onClick={() => (marked.value = undefined)}
            >
              <Icon name="close" size={14} />
            </button>
          </span>
        )}
        <button
          type="button"
          class="quiet"
          aria-label="Zoom out"
          title="Zoom out (−)"
          onClick={() => zoomBy(1 / 1.5)}
          disabled={perSecond <= fitting() * 1.001}
        >
          <Icon name="minus" />
        </button>
        <button
          type="button"
          class="quiet"
          aria-label="Whole song"
          title="Whole song (0)"
          onClick={zoomToFit}
          disabled={zoom.value === 0}
        >
          <Icon name="fit" />
        </button>
        <button type="button" class="quiet" aria-label="Zoom in" title="Zoom in (+)" onClick={() => zoomBy(1.5)}>
          <Icon name="plus" />
        </button>
      </div>
      <div
        class="timeline-scroll"
        ref={scroller}
        onScroll={() => draw.current()}
        onWheel={onWheel}
        tabIndex={0}
        role="group"
        aria-label="Song from start to end"
      >
        <div class="timeline-inner" style={{ width: `${width}px` }}>
          <div class="scrub" onPointerDown={onScrub}>
            <Ruler perSecond={perSecond} />
            <Sections perSecond={perSecond} />
            <canvas
              ref={canvas}
              class="wave"
              style={{ width: `${viewWidth.value}px`, height: `${waveHeight}px` }}
              aria-hidden="true"
            />
          </div>
          <Scenes perSecond={perSecond} />
          <Words perSecond={perSecond} />
          <Takes perSecond={perSecond} />
          {stretch && (
            <div
              class="stretch"
              style={{
                left: `${stretch.start * perSecond}px`,
                width: `${(stretch.end - stretch.start) * perSecond}px`,
              }}
              aria-hidden="true"
            />
          )}
          <div class="playhead" ref={playhead} aria-hidden="true" />
        </div>
      </div>
    </section>
  );
}
