import { relativePath } from './media-link.ts';
import type { Timeline, TimelineMarker } from './timeline.ts';
import { printXml, type XmlNode } from './xml.ts';

const markerColours: Record<TimelineMarker['kind'], string> = {
  beat: '#3584e4',
  downbeat: '#33d17a',
  section: '#e01b24',
};

const property = (name: string, value: string | number): XmlNode => ['property', { name }, String(value)];

/** Time as MLT's documents write it: hh:mm:ss.mmm. */
function clockTime(seconds: number): string {
  const whole = Math.round(seconds * 1000);
  const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');
  return `${pad(Math.floor(whole / 3_600_000))}:${pad(Math.floor(whole / 60_000) % 60)}:${pad(Math.floor(whole / 1000) % 60)}.${pad(whole % 1000, 3)}`;
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));

/**
 * The timeline as MLT XML (mlt-xml.dtd 7), which Kdenlive, Shotcut and `melt` open: a playlist of takes over a playlist
 * of the sound. The form has no titles of its own; transitions that no take shows are written as cuts.
 */
export function printMlt(timeline: Timeline, folder: string): string {
  const { clips, sound, markers, frameRate, width, height, frames } = timeline;
  const rate = frameRate.numerator / frameRate.denominator;
  const divisor = greatestDivisor(width, height);
  const takes = [...new Map(clips.map(clip => [clip.path, clip])).values()];
  const idOf = new Map(takes.map((take, i) => [take.path, `take${i + 1}`]));
  const producer = (id: string, path: string, length: number, more: XmlNode[] = []): XmlNode => [
    'producer',
    { id, in: 0, out: length - 1 },
    property('length', length),
    property('resource', relativePath(folder, path)),
    property('mlt_service', 'avformat'),
    ...more,
  ];
  const soundLength = sound
    ? Math.max(sound.sourceStart + sound.frames, Math.floor((sound.samples / sound.sampleRate) * rate))
    : 0;
  const last = frames - 1;
  const root: XmlNode = [
    'mlt',
    { LC_NUMERIC: 'C', version: '7.0.0', title: timeline.name, producer: 'timeline' },
    [
      'profile',
      {
        description: timeline.name,
        width,
        height,
        progressive: 1,
        sample_aspect_num: 1,
        sample_aspect_den: 1,
        display_aspect_num: width / divisor,
        display_aspect_den: height / divisor,
        frame_rate_num: frameRate.numerator,
        frame_rate_den: frameRate.denominator,
        colorspace: 709,
      },
    ],
    ...takes.map(take => producer(idOf.get(take.path)!, take.path, take.sourceFrames, [property('set.test_audio', 1)])),
    ...(sound ? [producer('music', sound.path, soundLength, [property('video_index', -1)])] : []),
    [
      'playlist',
      { id: 'pictures' },
      ...clips.map(
        ({ path, sourceStart, frames: length }): XmlNode => [
          'entry',
          { producer: idOf.get(path)!, in: sourceStart, out: sourceStart + length - 1 },
        ],
      ),
    ],
    ...(sound
      ? ([
          [
            'playlist',
            { id: 'sound' },
            ['entry', { producer: 'music', in: sound.sourceStart, out: sound.sourceStart + sound.frames - 1 }],
          ],
        ] satisfies XmlNode[])
      : []),
    [
      'tractor',
      { id: 'timeline', title: timeline.name, in: 0, out: last },
      [
        'properties',
        { name: 'shotcut:markers' },
        ...markers.map(
          ({ frame, frames: length, name, kind }, i): XmlNode => [
            'properties',
            { name: i },
            property('text', name),
            property('start', clockTime(frame / rate)),
            property('end', clockTime((frame + length - 1) / rate)),
            property('color', markerColours[kind]),
          ],
        ),
      ],
      [
        'multitrack',
        {},
        ['track', { producer: 'pictures' }],
        ...(sound ? ([['track', { producer: 'sound', hide: 'video' }]] as XmlNode[]) : []),
      ],
    ],
  ];
  return printXml(root, 'mlt').replace('<!DOCTYPE mlt>\n', '');
}
