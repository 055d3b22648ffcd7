import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { addressOf } from '../api.ts';
import {
  attachCanvas,
  attachMedia,
  drawnBy,
  drawnHeight,
  isPlaying,
  playingScene,
  previewFailure,
  seek,
  speed,
  time,
  toggle,
} from '../state/playback.ts';
import {
  analysis,
  duration,
  heard,
  here,
  isPlanning,
  map,
  plan,
  progress,
  videoVersion,
  view,
} from '../state/production.ts';
import { clock, fineClock } from '../words.ts';
import { Icon } from './icons.tsx';
import { Storyboard } from './storyboard.tsx';

/** The element that plays the track. */
export const track = signal<HTMLMediaElement | undefined>(undefined);
export const stageShows = signal<'picture' | 'storyboard' | 'video' | 'quality'>('storyboard');

function Listening() {
  const now = progress.value;
  const steps: [string, boolean][] = [
    [`Waveform${heard.value.length > 0 ? `, ${clock(heard.value.length / 50)} heard` : ''}`, heard.value.length > 0],
    ['Beats, bars, sections', now?.stage === 'plan'],
    ['Scenes and cuts', false],
  ];
  const failed = view.value?.state === 'failed';
  return (
    <div class="listening" role="status">
      {failed ? (
        <p class="fault">{view.value?.error}</p>
      ) : (
        <>
          <h2>Listening to the song</h2>
          <ul>
            {steps.map(([what, isDone]) => (
              <li key={what} class={isDone ? 'done' : ''}>
                {isDone && <Icon name="check" size={14} />} {what}
              </li>
            ))}
          </ul>
          <progress value={now?.stage === 'analyse' ? now.fraction : now ? 1 : 0} max={1} aria-label="Analysis" />
        </>
      )}
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
    ...(view.value?.hasLyrics || view.value?.settings.titles ? ['words'] : []),
  ];
  return added.length === 0 ? ', as the render draws it' : `; the render adds ${added.join(', ')}`;
}

function Picture() {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current) attachCanvas(canvas.current);
  }, []);
  const { width = 16, height = 9 } = plan.value?.size ?? {};
  return (
    <figure class="picture" style={{ aspectRatio: `${width} / ${height}` }}>
      <canvas ref={canvas} aria-label="Live picture of the video at the playhead" role="img" />
      {previewFailure.value ? (
        <figcaption class="picture-note fault">The live picture stopped: {previewFailure.value}</figcaption>
      ) : (
        <figcaption class="picture-note">
          {drawnBy.value
            ? `Live · ${drawnHeight.value}p on ${drawnBy.value.startsWith('GPU') ? 'the graphics card' : 'this machine’s cores'}${missing()}`
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
  if (!view.value?.hasVideo) return <p class="empty">No video yet. Approve the storyboard, then press Render.</p>;
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
        <div
          class={`picture-place ${!isListening && wide === 'picture' ? '' : wide === 'storyboard' && !isListening && isPlaying.value ? 'small-picture' : 'away'}`}
        >
          <Picture />
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
