import { fileName, relativeUrl } from './media-link.ts';
import type { Timeline, TimelineMarker } from './timeline.ts';

const markerColours: Record<TimelineMarker['kind'], string> = { beat: 'BLUE', downbeat: 'GREEN', section: 'RED' };

/**
 * The timeline as OpenTimelineIO JSON (Timeline.1, Clip.2): a picture track, a sound track, and a track of titles.
 * Rates are 24000/1001 and the like to the last bit of a double.
 */
export function printOtio(timeline: Timeline, folder: string): string {
  const { clips, sound, markers, titles } = timeline;
  const rate = timeline.frameRate.numerator / timeline.frameRate.denominator;
  const time = (value: number) => ({ OTIO_SCHEMA: 'RationalTime.1', rate, value });
  const range = (start: number, frames: number) => ({
    OTIO_SCHEMA: 'TimeRange.1',
    start_time: time(start),
    duration: time(frames),
  });
  const file = (path: string, available: unknown) => ({
    OTIO_SCHEMA: 'ExternalReference.1',
    target_url: relativeUrl(folder, path),
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
  const track = (name: string, kind: string, children: unknown[]) => ({
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
  const pictures: unknown[] = [];
  clips.forEach((clip, i) => {
    const { transition } = clip;
    if (transition && !transition.inPicture && transition.kind === 'dissolve' && i > 0) {
      pictures.push({
        OTIO_SCHEMA: 'Transition.1',
        name: 'Dissolve',
        transition_type: 'SMPTE_Dissolve',
        in_offset: time(0),
        out_offset: time(transition.frames),
        metadata: {},
      });
    }
    const phosphene = {
      ...(clip.note ? { description: clip.note } : {}),
      ...(transition ? { transition: { ...transition } } : {}),
    };
    pictures.push(
      clipOf(clip.name, range(clip.sourceStart, clip.frames), file(clip.path, range(0, clip.sourceFrames)), {
        metadata: { phosphene },
      }),
    );
  });
  const tracks = [track('Pictures', 'Video', pictures)];
  if (titles.length > 0) {
    const children: unknown[] = [];
    let at = 0;
    for (const { start, frames, text, inPicture } of titles) {
      if (start > at) {
        children.push({
          OTIO_SCHEMA: 'Gap.1',
          name: '',
          source_range: range(0, start - at),
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
        available_range: range(0, frames),
        available_image_bounds: null,
        metadata: {},
      };
      children.push(clipOf(text, range(0, frames), generator, { enabled: !inPicture }));
      at = start + frames;
    }
    tracks.push(track('Lyrics', 'Video', children));
  }
  if (sound) {
    const name = fileName(sound.path);
    const seconds = {
      OTIO_SCHEMA: 'TimeRange.1',
      start_time: { OTIO_SCHEMA: 'RationalTime.1', rate: sound.sampleRate, value: 0 },
      duration: { OTIO_SCHEMA: 'RationalTime.1', rate: sound.sampleRate, value: sound.samples },
    };
    tracks.push(
      track('Music', 'Audio', [clipOf(name, range(sound.sourceStart, sound.frames), file(sound.path, seconds))]),
    );
  }
  const document = {
    OTIO_SCHEMA: 'Timeline.1',
    name: timeline.name,
    global_start_time: time(0),
    metadata: { phosphene: { width: timeline.width, height: timeline.height, frameRate: { ...timeline.frameRate } } },
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
        marked_range: range(frame, frames),
        metadata: { phosphene: { kind } },
      })),
      children: tracks,
    },
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}
