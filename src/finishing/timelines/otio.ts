import { fileName, relativeUrl } from './media-link.ts';
import type { Timeline, TimelineClip, TimelineMarker, TimelineTitle } from './timeline.ts';

const markerColours: Record<TimelineMarker['kind'], string> = { beat: 'BLUE', downbeat: 'GREEN', section: 'RED' };

const time = (rate: number, value: number) => ({ OTIO_SCHEMA: 'RationalTime.1', rate, value });

const range = (rate: number, start: number, length: number) => ({
  OTIO_SCHEMA: 'TimeRange.1',
  start_time: time(rate, start),
  duration: time(rate, length),
});

const file = (url: string, available: unknown) => ({
  OTIO_SCHEMA: 'ExternalReference.1',
  target_url: url,
  available_range: available,
  available_image_bounds: null,
  name: '',
  metadata: {},
});

const clipOf = (name: string, source: unknown, reference: unknown, more: object = {}) => ({
  OTIO_SCHEMA: 'Clip.2',
  name,
  source_range: source,
  media_references: { DEFAULT_MEDIA: reference },
  active_media_reference_key: 'DEFAULT_MEDIA',
  enabled: true,
  effects: [],
  markers: [],
  metadata: {},
  ...more,
});

const track = (name: string, kind: 'Video' | 'Audio', children: unknown[]) => ({
  OTIO_SCHEMA: 'Track.1',
  name,
  kind,
  enabled: true,
  source_range: null,
  effects: [],
  markers: [],
  metadata: {},
  children,
});

/** The takes one after another, with the dissolves between them that no take shows. */
function pictures(clips: readonly TimelineClip[], rate: number, folder: string): unknown[] {
  return clips.flatMap((clip, i): unknown[] => {
    const { transition } = clip;
    const isDissolved = transition && !transition.inPicture && transition.kind === 'dissolve' && i > 0;
    const phosphene = {
      ...(clip.note ? { description: clip.note } : {}),
      ...(transition ? { transition: { ...transition } } : {}),
    };
    const media = file(relativeUrl(folder, clip.path), range(rate, 0, clip.sourceFrames));
    const take = clipOf(clip.name, range(rate, clip.sourceStart, clip.frames), media, { metadata: { phosphene } });
    if (!isDissolved) return [take];
    const dissolve = {
      OTIO_SCHEMA: 'Transition.1',
      name: 'Dissolve',
      transition_type: 'SMPTE_Dissolve',
      in_offset: time(rate, 0),
      out_offset: time(rate, transition.frames),
      metadata: {},
    };
    return [dissolve, take];
  });
}

/** The titles, with gaps between them. */
function titleClips(titles: readonly TimelineTitle[], rate: number): unknown[] {
  const children: unknown[] = [];
  let at = 0;
  for (const { start, frames, text, inPicture } of titles) {
    if (start > at) {
      children.push({
        OTIO_SCHEMA: 'Gap.1',
        name: '',
        source_range: range(rate, 0, start - at),
        enabled: true,
        effects: [],
        markers: [],
        metadata: {},
      });
    }
    const generator = {
      OTIO_SCHEMA: 'GeneratorReference.1',
      name: text,
      generator_kind: 'Text',
      parameters: { text },
      available_range: range(rate, 0, frames),
      available_image_bounds: null,
      metadata: {},
    };
    children.push(clipOf(text, range(rate, 0, frames), generator, { enabled: !inPicture }));
    at = start + frames;
  }
  return children;
}

function music(
  { path, sourceStart, frames, sampleRate, samples }: NonNullable<Timeline['sound']>,
  rate: number,
  folder: string,
) {
  const media = file(relativeUrl(folder, path), range(sampleRate, 0, samples));
  return clipOf(fileName(path), range(rate, sourceStart, frames), media);
}

/**
 * The timeline as OpenTimelineIO JSON (Timeline.1, Clip.2): a picture track, a sound track, and a track of titles.
 * Rates are 24000/1001 and the like to the last bit of a double.
 */
export function printOtio(timeline: Timeline, folder: string): string {
  const { name, clips, sound, markers, titles, frameRate, width, height } = timeline;
  const rate = frameRate.numerator / frameRate.denominator;
  const document = {
    OTIO_SCHEMA: 'Timeline.1',
    name,
    global_start_time: time(rate, 0),
    metadata: { phosphene: { width, height, frameRate: { ...frameRate } } },
    tracks: {
      OTIO_SCHEMA: 'Stack.1',
      name: 'tracks',
      source_range: null,
      enabled: true,
      effects: [],
      metadata: {},
      markers: markers.map(({ frame, frames, name, kind }) => ({
        OTIO_SCHEMA: 'Marker.2',
        name,
        color: markerColours[kind],
        comment: '',
        marked_range: range(rate, frame, frames),
        metadata: { phosphene: { kind } },
      })),
      children: [
        track('Pictures', 'Video', pictures(clips, rate, folder)),
        ...(titles.length > 0 ? [track('Lyrics', 'Video', titleClips(titles, rate))] : []),
        ...(sound ? [track('Music', 'Audio', [music(sound, rate, folder)])] : []),
      ],
    },
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}
