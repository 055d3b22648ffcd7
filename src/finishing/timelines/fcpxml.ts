import { relativeUrl } from './media-link.ts';
import { isDropFrame } from './smpte-time-code.ts';
import type { Timeline, TimelineClip, TimelineTitle } from './timeline.ts';
import { printXml, type XmlNode } from './xml.ts';

/** Where Final Cut Pro keeps its plain title. */
const basicTitle = '.../Titles.localized/Bumper:Opener.localized/Basic Title.localized/Basic Title.moti';
const crossDissolve = 'FxPlug:4731E73A-8DAC-4113-9A30-AE85B1761265';
const audioRates: Record<number, string> = {
  32000: '32k',
  44100: '44.1k',
  48000: '48k',
  88200: '88.2k',
  96000: '96k',
  176400: '176.4k',
  192000: '192k',
};

function noteOf({ note, transition }: TimelineClip): XmlNode[] {
  const baked =
    transition?.inPicture &&
    `It comes in with a ${transition.kind} of ${transition.frames} frames, which is part of the picture.`;
  const text = [note, baked].filter(Boolean).join(' ');
  return text ? [['note', {}, text]] : [];
}

/** What the parts of a document know of the whole. */
interface Document {
  timeline: Timeline;
  /** Media is named relative to it. */
  folder: string;
  /** A number of frames as FCPXML writes it. */
  time(frames: number): string;
  /** By the path of a take. */
  idOf: ReadonlyMap<string, string>;
}

const isDissolved = ({ transition }: TimelineClip): boolean => transition !== undefined && !transition.inPicture;

/** Everything that the spine refers to. */
function resourcesOf({ timeline, folder, time, idOf }: Document): XmlNode[] {
  const { clips, sound, titles, width, height } = timeline;
  const takes = [...new Map(clips.map(clip => [clip.path, clip])).values()];
  const resources: XmlNode[] = [
    ['format', { id: 'format', frameDuration: time(1), width, height, colorSpace: '1-1-1 (Rec. 709)' }],
    ...takes.map(
      (take): XmlNode => [
        'asset',
        {
          id: idOf.get(take.path),
          name: take.name,
          start: '0s',
          duration: time(take.sourceFrames),
          hasVideo: 1,
          format: 'format',
          videoSources: 1,
        },
        ['media-rep', { kind: 'original-media', src: relativeUrl(folder, take.path) }],
      ],
    ),
  ];
  if (sound) {
    const { channels, sampleRate, samples, path } = sound;
    const form = { hasAudio: 1, audioSources: 1, audioChannels: channels, audioRate: sampleRate };
    resources.push([
      'asset',
      { id: 'music', name: 'Music', start: '0s', duration: `${samples}/${sampleRate}s`, ...form },
      ['media-rep', { kind: 'original-media', src: relativeUrl(folder, path) }],
    ]);
  }
  if (titles.length > 0) resources.push(['effect', { id: 'title', name: 'Basic Title', uid: basicTitle }]);
  if (clips.some(isDissolved))
    resources.push(['effect', { id: 'dissolve', name: 'Cross Dissolve', uid: crossDissolve }]);
  return resources;
}

/** @param offset on the clock of the clip that the title is connected to @param number counts the titles, from 1 */
function titleNode(
  { text, frames, inPicture }: TimelineTitle,
  offset: string,
  number: number,
  { time }: Document,
): XmlNode {
  const style = `style${number}`;
  return [
    'title',
    {
      ref: 'title',
      lane: 1,
      offset,
      name: text.slice(0, 60),
      start: '0s',
      duration: time(frames),
      enabled: inPicture ? 0 : undefined,
    },
    ['text', {}, ['text-style', { ref: style }, text]],
    [
      'text-style-def',
      { id: style },
      ['text-style', { font: 'Helvetica', fontSize: 60, fontColor: '1 1 1 1', alignment: 'center' }],
    ],
  ];
}

/** A shot with all that is connected to it: the sound under the first, titles and markers that begin within it. */
function shotNode(clip: TimelineClip, isFirst: boolean, document: Document): XmlNode {
  const { timeline, time, idOf } = document;
  const { sound, titles, markers, frameRate } = timeline;
  const inside = (frame: number): boolean => frame >= clip.start && frame < clip.start + clip.frames;
  /** A moment of the timeline on the clip's own clock. */
  const local = (frame: number): string => time(clip.sourceStart + frame - clip.start);
  const connected: XmlNode[] = [];
  if (sound && isFirst) {
    const where = { ref: 'music', lane: -1, offset: local(0), start: time(sound.sourceStart) };
    connected.push(['asset-clip', { ...where, name: 'Music', duration: time(sound.frames), audioRole: 'music' }]);
  }
  titles.forEach((title, n) => {
    if (inside(title.start)) connected.push(titleNode(title, local(title.start), n + 1, document));
  });
  const marked = markers
    .filter(({ frame }) => inside(frame))
    .map(({ frame, name, kind }): XmlNode => {
      const place = { start: local(frame), duration: time(1), value: name };
      return kind === 'section' ? ['chapter-marker', { ...place, posterOffset: '0s' }] : ['marker', place];
    });
  return [
    'asset-clip',
    {
      ref: idOf.get(clip.path),
      offset: time(clip.start),
      name: clip.name,
      start: time(clip.sourceStart),
      duration: time(clip.frames),
      format: 'format',
      tcFormat: isDropFrame(frameRate) ? 'DF' : 'NDF',
    },
    ...noteOf(clip),
    ...connected,
    ...marked,
  ];
}

/** The shots one after another, with the dissolves between them that no take shows. */
function spineOf(document: Document): XmlNode[] {
  const { timeline, time } = document;
  return timeline.clips.flatMap((clip, i): XmlNode[] => {
    const shot = shotNode(clip, i === 0, document);
    if (!isDissolved(clip) || clip.transition!.kind !== 'dissolve' || i === 0) return [shot];
    const place = { offset: time(clip.start), duration: time(clip.transition!.frames) };
    const filter: XmlNode = ['filter-video', { ref: 'dissolve', name: 'Cross Dissolve' }];
    return [['transition', { name: 'Cross Dissolve', ...place }, filter], shot];
  });
}

/**
 * The timeline as FCPXML 1.10 (Final Cut Pro 10.6 and later, DaVinci Resolve): times are fractions of a second that are
 * whole frames, media is named by relative URL, titles are connected to the shot under them, and so are markers.
 */
export function printFcpxml(timeline: Timeline, folder: string): string {
  const { clips, sound, frameRate, frames } = timeline;
  const time = (count: number): string =>
    count === 0 ? '0s' : `${count * frameRate.denominator}/${frameRate.numerator}s`;
  const paths = [...new Set(clips.map(({ path }) => path))];
  const document = { timeline, folder, time, idOf: new Map(paths.map((path, i) => [path, `take${i + 1}`])) };
  const sequence = {
    format: 'format',
    duration: time(frames),
    tcStart: '0s',
    tcFormat: isDropFrame(frameRate) ? 'DF' : 'NDF',
    audioLayout: sound && sound.channels === 1 ? 'mono' : 'stereo',
    audioRate: audioRates[sound?.sampleRate ?? 48000] ?? '48k',
  };
  const project: XmlNode = [
    'project',
    { name: timeline.name },
    ['sequence', sequence, ['spine', {}, ...spineOf(document)]],
  ];
  const root: XmlNode = [
    'fcpxml',
    { version: '1.10' },
    ['resources', {}, ...resourcesOf(document)],
    ['event', { name: 'Phosphene' }, project],
  ];
  return printXml(root, 'fcpxml');
}
