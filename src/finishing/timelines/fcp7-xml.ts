import { fileName, relativeUrl } from './media-link.ts';
import { isDropFrame, nominalRate, printTimeCode } from './smpte-time-code.ts';
import type { Timeline } from './timeline.ts';
import { printXml, type XmlNode } from './xml.ts';

const value = (name: string, content: string | number): XmlNode => [name, {}, String(content)];

/** Readers that look for them fail where they are missing. */
const trackState = [value('enabled', 'TRUE'), value('locked', 'FALSE')];

const hearing = (channels: number, sampleRate: number): XmlNode => [
  'audio',
  {},
  ['samplecharacteristics', {}, value('depth', 16), value('samplerate', sampleRate)],
  value('channelcount', channels),
];

/** What all parts of a document name. */
interface Shared {
  rate: XmlNode;
  timecode: XmlNode;
  /** What the pictures are. */
  picture: XmlNode;
  /** A file in full where it is first named, then by its number alone, as the form asks. */
  file(path: string, duration: number, media: XmlNode): XmlNode;
}

function sharedOf({ frameRate, width, height }: Timeline, folder: string): Shared {
  const rate: XmlNode = [
    'rate',
    {},
    value('timebase', nominalRate(frameRate)),
    value('ntsc', frameRate.denominator === 1001 ? 'TRUE' : 'FALSE'),
  ];
  const display = isDropFrame(frameRate) ? 'DF' : 'NDF';
  const timecode: XmlNode = [
    'timecode',
    {},
    rate,
    value('string', printTimeCode(0, frameRate)),
    value('frame', 0),
    value('displayformat', display),
  ];
  const picture: XmlNode = [
    'samplecharacteristics',
    {},
    rate,
    value('width', width),
    value('height', height),
    value('anamorphic', 'FALSE'),
    value('pixelaspectratio', 'square'),
    value('fielddominance', 'none'),
  ];
  const fileIds = new Map<string, string>();
  const file = (path: string, duration: number, media: XmlNode): XmlNode => {
    const known = fileIds.get(path);
    if (known) return ['file', { id: known }];
    const id = `file-${fileIds.size + 1}`;
    fileIds.set(path, id);
    return [
      'file',
      { id },
      value('name', fileName(path)),
      value('pathurl', relativeUrl(folder, path)),
      rate,
      value('duration', duration),
      timecode,
      ['media', {}, media],
    ];
  };
  return { rate, timecode, picture, file };
}

function clipItems({ clips }: Timeline, { rate, picture, file }: Shared): XmlNode[] {
  const pictures: XmlNode[] = [];
  clips.forEach((clip, i) => {
    const { transition } = clip;
    const dissolve = transition && !transition.inPicture && transition.kind === 'dissolve' && i > 0;
    if (dissolve) {
      pictures.push([
        'transitionitem',
        {},
        rate,
        value('start', clip.start),
        value('end', clip.start + transition.frames),
        value('alignment', 'start'),
        [
          'effect',
          {},
          value('name', 'Cross Dissolve'),
          value('effectid', 'Cross Dissolve'),
          value('effectcategory', 'Dissolve'),
          value('effecttype', 'transition'),
          value('mediatype', 'video'),
        ],
      ]);
    }
    const baked = transition?.inPicture
      ? `${transition.kind} of ${transition.frames} frames at the start is part of the picture`
      : '';
    const note = [clip.note, baked].filter(Boolean).join(' – ');
    pictures.push([
      'clipitem',
      { id: `clip-${i + 1}` },
      value('name', clip.name),
      value('enabled', 'TRUE'),
      value('duration', clip.sourceFrames),
      rate,
      value('start', clip.start),
      value('end', clip.start + clip.frames),
      value('in', clip.sourceStart),
      value('out', clip.sourceStart + clip.frames),
      file(clip.path, clip.sourceFrames, ['video', {}, picture]),
      ...(note ? ([['comments', {}, value('mastercomment1', note)]] as XmlNode[]) : []),
    ]);
  });
  return pictures;
}

const titleItems = ({ titles }: Timeline, { rate }: Shared): XmlNode[] => {
  return titles.map(
    ({ start, frames: length, text, inPicture }, i): XmlNode => [
      'generatoritem',
      { id: `title-${i + 1}` },
      value('name', text.slice(0, 60)),
      value('duration', length),
      rate,
      value('start', start),
      value('end', start + length),
      value('in', 0),
      value('out', length),
      value('enabled', inPicture ? 'FALSE' : 'TRUE'),
      [
        'effect',
        {},
        value('name', 'Text'),
        value('effectid', 'Text'),
        value('effectcategory', 'Text'),
        value('effecttype', 'generator'),
        value('mediatype', 'video'),
        ['parameter', {}, value('parameterid', 'str'), value('name', 'Text'), value('value', text)],
      ],
    ],
  );
};

/** A track for each channel of the music. */
function soundTracks({ sound, frameRate }: Timeline, { rate, file }: Shared): XmlNode[] {
  if (!sound) return [];
  const heard: XmlNode[] = [];
  const length = Math.floor((sound.samples / sound.sampleRate) * (frameRate.numerator / frameRate.denominator));
  for (let channel = 1; channel <= Math.min(2, sound.channels); channel++) {
    heard.push([
      'track',
      {},
      [
        'clipitem',
        { id: `music-${channel}` },
        value('name', fileName(sound.path)),
        value('enabled', 'TRUE'),
        value('duration', length),
        rate,
        value('start', 0),
        value('end', sound.frames),
        value('in', sound.sourceStart),
        value('out', sound.sourceStart + sound.frames),
        file(sound.path, length, hearing(sound.channels, sound.sampleRate)),
        ['sourcetrack', {}, value('mediatype', 'audio'), value('trackindex', channel)],
      ],
      ...trackState,
      value('outputchannelindex', channel),
    ]);
  }
  return heard;
}

function markerItems({ markers }: Timeline): XmlNode[] {
  return markers.map(
    ({ frame, frames: length, name, kind }): XmlNode => [
      'marker',
      {},
      value('name', name),
      value('comment', kind),
      value('in', frame),
      value('out', length > 1 ? frame + length : -1),
    ],
  );
}

/**
 * The timeline as Final Cut Pro 7 XML (xmeml 5), which Premiere Pro and DaVinci Resolve read. The format block is
 * written out in full: Resolve refuses a sequence without one.
 */
export function printFcp7Xml(timeline: Timeline, folder: string): string {
  const shared = sharedOf(timeline, folder);
  const { rate, timecode, picture } = shared;
  const pictures = clipItems(timeline, shared);
  const words = titleItems(timeline, shared);
  const heard = soundTracks(timeline, shared);
  const root: XmlNode = [
    'xmeml',
    { version: 5 },
    [
      'sequence',
      { id: 'sequence-1' },
      value('name', timeline.name),
      value('duration', timeline.frames),
      rate,
      timecode,
      [
        'media',
        {},
        [
          'video',
          {},
          ['format', {}, picture],
          ['track', {}, ...pictures, ...trackState],
          ...(words.length > 0 ? ([['track', {}, ...words, ...trackState]] as XmlNode[]) : []),
        ],
        [
          'audio',
          {},
          [
            'format',
            {},
            ['samplecharacteristics', {}, value('depth', 16), value('samplerate', timeline.sound?.sampleRate ?? 48000)],
          ],
          ...heard,
        ],
      ],
      ...markerItems(timeline),
    ],
  ];
  return printXml(root, 'xmeml');
}
