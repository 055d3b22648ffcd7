import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { addressOf } from '../api.ts';
import { planAnew } from '../state/create.ts';
import {
  attachCanvas,
  attachMedia,
  drawnBy,
  drawnHeight,
  isPlaying,
  playingScene,
  previewFailure,
  seek,
  showPicture,
  speed,
  time,
  toggle,
} from '../state/playback.ts';
import {
  analysis,
  duration,
  found,
  heard,
  here,
  isBusy,
  isLoaded,
  isPlanning,
  map,
  plan,
  progress,
  videoVersion,
  view,
} from '../state/production.ts';
import { failure } from '../state/studio.ts';
import { clock, fineClock } from '../words.ts';
import { EmptyState } from './empty-state.tsx';
import { Icon } from './icons.tsx';
import { Storyboard } from './storyboard.tsx';

/** The element that plays the track. */
export const track = signal<HTMLMediaElement | undefined>(undefined);
export const stageShows = signal<'picture' | 'storyboard' | 'video' | 'quality'>('storyboard');

/** What was found in the song by now. */
function Listening() {
  const now = progress.value;
  const { tempo, metre, sections } = found.value;
  const length = view.value?.seconds;
  const heardFor = heard.value.length / 50;
  const of = length ? ` of ${clock(length)}` : '';
  const peaks = heard.value;
  const labels = sections && [...new Set(sections.map(({ label }) => label))];
  const steps: [string, string, boolean][] = [
    ['Waveform', heardFor > 0 ? `${clock(heardFor)}${of}` : '', heardFor > 0],
    [
      'Beats and bars',
      tempo ? `${tempo.toFixed(1)} BPM, ${metre} to the bar` : tempo === 0 ? 'no steady beat' : '',
      tempo !== undefined,
    ],
    ['Sections', sections ? `${sections.length}: ${labels!.join(', ')}` : '', sections !== undefined],
    ['Scenes and cuts', now?.stage === 'plan' ? (now.detail ?? '') : '', map.value !== undefined],
  ];
  const failed = view.value?.state === 'failed';
  if (failed)
    return (
      <div class="listening" role="alert">
        <h2>This song could not be read</h2>
        <p class="fault">{view.value?.error}</p>
      </div>
    );
  // Nothing is under way: the planning was stopped, or the map cannot be read.
  if (!isBusy.value && !isLoaded.value && heard.value.length === 0) return <p class="listening dim">Opening…</p>;
  if (!isBusy.value && isLoaded.value)
    return (
      <EmptyState icon="picture">
        <p>{view.value?.hasSceneMap ? 'The scenes could not be opened.' : 'This song has no scenes yet.'}</p>
        {failure.value && <p class="fault">{failure.value}</p>}
        <button type="button" onClick={() => void planAnew()}>
          Plan its scenes
        </button>
      </EmptyState>
    );
  return (
    <div class="listening" role="status">
      <div class="pulse" aria-hidden="true">
        {Array.from({ length: 41 }, (_, i) => {
          const peak = peaks[Math.floor(((i + 0.5) / 41) * peaks.length)] ?? 0;
          return (
            <i
              key={i}
              class={i / 40 <= (length ? heardFor / length : 1) ? 'heard' : ''}
              style={{ height: `${8 + 88 * peak}%` }}
            />
          );
        })}
      </div>
      <h2>Listening to the song</h2>
      <ul>
        {steps.map(([what, detail, isDone]) => (
          <li key={what} class={isDone ? 'done' : ''}>
            <span class="step-mark">{isDone && <Icon name="check" size={14} />}</span>
            <span>{what}</span>
            <span class="dim">{detail}</span>
          </li>
        ))}
      </ul>
      <progress value={now?.stage === 'analyse' ? now.fraction : now ? 1 : 0} max={1} aria-label="Analysis" />
    </div>
  );
}

/** What the render adds to the picture at the playhead that is not drawn here. */
function missing(): string {
  const scene = map.value?.scenes[playingScene.value];
  const generator = plan.value?.scenes[playingScene.value]?.generator;
  const added = [
    ...(generator && generator !== 'built-in' ? [`the clip of ${generator}`] : []),
    ...(scene?.overlays?.length ? ['overlays'] : []),
    ...(view.value?.hasLogo ? ['the logo'] : []),
    ...(view.value?.hasLyrics || view.value?.settings.titles ? ['words'] : []),
  ];
  return added.length === 0 ? ', as the render draws it' : `; the render adds ${added.join(', ')}`;
}

const makers = {
  gpu: 'on the graphics card',
  cpu: 'on this machine’s cores',
  server: 'drawn by the studio, since this browser has neither WebGPU nor shared memory',
} as const;

function Picture({ seen }: { seen: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isOpened = useRef(false);
  useEffect(() => {
    // Threads are started when the picture is first looked at: until then the cores belong to the storyboard.
    if (seen && canvas.current && !isOpened.current) {
      isOpened.current = true;
      attachCanvas(canvas.current);
    }
    showPicture(seen);
  }, [seen]);
  const { width = 16, height = 9 } = plan.value?.size ?? {};
  return (
    <figure class="picture" style={{ aspectRatio: `${width} / ${height}` }}>
      <canvas ref={canvas} aria-label="Live picture of the video at the playhead" role="img" />
      {previewFailure.value ? (
        <figcaption class="picture-note fault">The live picture stopped: {previewFailure.value}</figcaption>
      ) : (
        <figcaption class="picture-note">
          {drawnBy.value
            ? `Live · ${drawnHeight.value}p ${makers[drawnBy.value]}${missing()}`
            : 'Opening the live picture…'}
        </figcaption>
      )}
    </figure>
  );
}

/** The finished video, or a note that there is none. While it is shown, it is what plays. */
function Video() {
  const element = useRef<HTMLVideoElement>(null);
  const version = videoVersion.value;
  useEffect(() => {
    if (element.current) attachMedia(element.current);
    return () => {
      if (track.value) attachMedia(track.value);
    };
  }, [version]);
  if (!view.value?.hasVideo)
    return (
      <EmptyState icon="film">
        <p>No video yet. Look through the storyboard, then approve and render it.</p>
        <button type="button" onClick={() => (stageShows.value = 'storyboard')}>
          To the storyboard
        </button>
      </EmptyState>
    );
  const address = addressOf('readVideo', { params: here(), query: {} });
  return (
    <video
      ref={element}
      class="finished"
      key={version}
      src={`${address}#${version}`}
      controls
      preload="metadata"
      aria-label="The finished video"
    />
  );
}

/** What was found in the video and mended, with pictures of before and after. */
function Quality() {
  if (!view.value?.hasCoherence)
    return <p class="empty">Nobody looked for faults yet. “Look for faults” under Render does.</p>;
  return (
    <iframe
      key={videoVersion.value}
      class="report"
      title="Quality of the video: what was found and mended"
      src={addressOf('readReport', { params: here(), query: { about: 'coherence' } })}
    />
  );
}

function Transport() {
  return (
    <div class="transport" role="group" aria-label="Playback">
      <button type="button" class="quiet" aria-label="To the start" title="To the start (Home)" onClick={() => seek(0)}>
        <Icon name="start" />
      </button>
      <button type="button" class="play" aria-label={isPlaying.value ? 'Pause' : 'Play'} title="Space" onClick={toggle}>
        <Icon name={isPlaying.value ? 'pause' : 'play'} size={20} />
      </button>
      <output class="clock" aria-label="Position">
        {fineClock(time.value)} <span class="dim">/ {clock(duration.value)}</span>
      </output>
      {speed.value !== 1 && <span class="badge">{speed.value}×</span>}
      {analysis.value && (
        <span class="dim small tempo">
          {analysis.value.tempo.toFixed(1)} BPM · {analysis.value.metre}/4
        </span>
      )}
    </div>
  );
}

const shown = { storyboard: 'Storyboard', picture: 'Live picture', video: 'Video', quality: 'Quality' } as const;

/** The middle of the page: the storyboard, the live picture, or the video. */
export function Stage() {
  const isListening = !plan.value;
  const wide = stageShows.value;
  const isLarge = !isListening && wide === 'picture';
  // While the song plays over the storyboard, the picture runs along in a corner.
  const isPictureSeen = isLarge || (!isListening && wide === 'storyboard' && isPlaying.value);
  return (
    <section class="stage" aria-label="Picture">
      <div class="stage-bar">
        <div class="segments" role="group" aria-label="What is shown">
          {(Object.keys(shown) as (keyof typeof shown)[])
            .filter(name => name !== 'quality' || view.value?.hasCoherence)
            .map(name => (
              <button key={name} type="button" aria-pressed={wide === name} onClick={() => (stageShows.value = name)}>
                {shown[name]}
              </button>
            ))}
        </div>
        <span class="spring" />
        <Transport />
      </div>
      <div class="stage-body">
        {isListening ? (
          <Listening />
        ) : wide === 'storyboard' ? (
          <Storyboard />
        ) : wide === 'video' ? (
          <Video />
        ) : wide === 'quality' ? (
          <Quality />
        ) : null}
        {/* The canvas stays once it is there: what it was given to goes on drawing. */}
        <div class={`picture-place ${isLarge ? '' : isPictureSeen ? 'small-picture' : 'away'}`}>
          <Picture seen={isPictureSeen} />
        </div>
        {isPlanning.value && !isListening && (
          <div class="veil" role="status">
            Listening again…
          </div>
        )}
      </div>
    </section>
  );
}
