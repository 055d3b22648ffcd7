import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { snapped } from '../../snapping.ts';
import { beginScrub, endScrub, isPlaying, scrub, time } from '../../state/playback.ts';
import { analysis, beatTimes, downbeatTimes, duration, found, heard, marked } from '../../state/production.ts';
import { theme } from '../../state/studio.ts';
import { follow } from '../drag.ts';
import { TimelineBar } from './bar.tsx';
import { Overlays, Ruler, Sections, Takes, Words } from './lanes.tsx';
import { scale, viewWidth, zoomBy } from './scale.ts';
import { Scenes } from './scenes.tsx';
import { drawWaveform } from './waveform.ts';

const waveHeight = 84;

/** The waveform and beats of what is in view, drawn anew when any of it changes. */
function useWaveform() {
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const perSecond = scale();
  const draw = useRef<() => void>(() => undefined);
  draw.current = () => {
    if (!canvas.current || !scroller.current) return;
    const told = analysis.value;
    const { tempo = 0, metre = 4, beats = [], downbeats = [], sections = [] } = found.value;
    drawWaveform(canvas.current, {
      peaks: told?.waveform.peaks ?? heard.value,
      secondsPerPoint: told?.waveform.secondsPerPoint ?? 0.02,
      tempo: told?.tempo ?? tempo,
      metre: told?.metre ?? metre,
      beats: told ? beatTimes.value : beats,
      downbeats: told ? downbeatTimes.value : downbeats,
      sections: told?.sections ?? sections,
      from: scroller.current.scrollLeft / perSecond,
      // Where no length is known, what is heard fills the width.
      scale: duration.value > 0 ? perSecond : viewWidth.value / Math.max(60, heard.value.length / 50),
      width: viewWidth.value,
      height: waveHeight,
    });
  };
  // Read here, so that the waveform is drawn again when one of them changes.
  const drawnFrom = [analysis.value, heard.value, found.value, theme.value, perSecond, viewWidth.value];
  useEffect(() => {
    const frame = requestAnimationFrame(() => draw.current());
    return () => cancelAnimationFrame(frame);
  }, drawnFrom);
  return { scroller, canvas, redraw: () => draw.current() };
}

/** The song from left to right: sections, waveform and beats, scenes, words, overlays, takes. */
export function Timeline() {
  const { scroller, canvas, redraw } = useWaveform();
  const playhead = useRef<HTMLDivElement>(null);
  const perSecond = scale();
  const width = Math.max(viewWidth.value, duration.value * perSecond);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      viewWidth.value = Math.max(100, entry.contentRect.width);
    });
    observer.observe(scroller.current!);
    return () => observer.disconnect();
  }, []);
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
    const left = element.getBoundingClientRect().left + (scroller.current?.scrollLeft ?? 0);
    const timeAt = (x: number): number => (x - left + (scroller.current?.scrollLeft ?? 0)) / perSecond;
    const begin = timeAt(event.clientX);
    if (!event.shiftKey) {
      beginScrub();
      scrub(begin);
      follow(event, { move: moved => scrub(timeAt(moved.clientX)), end: endScrub });
      return;
    }
    const near = (at: number): number => snapped(at, beatTimes.value, downbeatTimes.value, 7 / perSecond);
    follow(event, {
      move(moved) {
        const now = timeAt(moved.clientX);
        const [start, end] = [near(Math.min(begin, now)), near(Math.max(begin, now))];
        if (end > start) marked.value = { start: Math.max(0, start), end: Math.min(duration.value, end) };
      },
    });
  };
  const onWheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = scroller.current!;
    const x = event.clientX - box.getBoundingClientRect().left;
    const at = (box.scrollLeft + x) / scale();
    zoomBy(Math.exp(-event.deltaY / 300));
    requestAnimationFrame(() => {
      box.scrollLeft = at * scale() - x;
    });
  };
  const stretch = marked.value;
  return (
    <section class="timeline" aria-label="Timeline">
      <TimelineBar />
      <div
        class="timeline-scroll"
        ref={scroller}
        onScroll={redraw}
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
          <Overlays perSecond={perSecond} />
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
