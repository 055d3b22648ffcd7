import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { addressOf } from '../api.ts';
import {
  attachMedia,
  isPlaying,
  seek,
  setVolume,
  speed,
  time,
  toggle,
  toggleSound,
  volume,
} from '../state/playback.ts';
import { analysis, duration, here, isBusy, isPlanning, plan, videoVersion, view } from '../state/production.ts';
import { clock, fineClock } from '../words.ts';
import { EmptyState } from './empty-state.tsx';
import { Icon } from './icons.tsx';
import { Listening } from './listening.tsx';
import { LivePicture } from './live-picture.tsx';
import { Storyboard } from './storyboard.tsx';

/** The element that plays the track. */
export const track = signal<HTMLMediaElement | undefined>(undefined);
export const stageShows = signal<'picture' | 'storyboard' | 'video' | 'quality'>('storyboard');

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

/** Shows what was found once it was looked for: somebody asked for it. */
function useShownFaults(): void {
  const isAsked = useRef(false);
  const { job, state, hasCoherence } = view.value ?? {};
  const looks = job?.kind === 'render' && job.qa !== 'off';
  useEffect(() => {
    if (isBusy.value) isAsked.current = looks;
    else if (isAsked.current && state === 'done' && hasCoherence) {
      isAsked.current = false;
      stageShows.value = 'quality';
    }
  }, [looks, state, hasCoherence]);
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
      <span class="volume">
        <button
          type="button"
          class="quiet"
          aria-label={volume.value > 0 ? 'Silence' : 'Sound on'}
          title={volume.value > 0 ? 'Silence' : 'Sound on'}
          onClick={toggleSound}
        >
          <Icon name={volume.value > 0 ? 'sound' : 'silent'} />
        </button>
        <input
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={volume.value}
          aria-label="Volume"
          onInput={event => setVolume(Number(event.currentTarget.value))}
        />
      </span>
      {speed.value !== 1 && <span class="badge">{speed.value}×</span>}
      {analysis.value && (
        <span class="dim small tempo">
          {analysis.value.tempo > 0
            ? `${analysis.value.tempo.toFixed(1)} BPM · ${analysis.value.metre}/4`
            : 'No steady beat'}
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
  useShownFaults();
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
          <LivePicture seen={isPictureSeen} />
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
