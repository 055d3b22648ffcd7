import { relativeUrl } from './media-link.ts';
import { isDropFrame } from './smpte-time-code.ts';
import type { Timeline, TimelineClip } from './timeline.ts';
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

/**
 * The timeline as FCPXML 1.10 (Final Cut Pro 10.6 and later, DaVinci Resolve): times are fractions of a second that are
 * whole frames, media is named by relative URL, titles are connected to the shot under them, and so are markers.
 */
export function printFcpxml(timeline: Timeline, folder: string): string {
  const { clips, sound, markers, titles, frameRate, width, height, frames } = timeline;
  const time = (count: number): string =>
    count === 0 ? '0s' : `${count * frameRate.denominator}/${frameRate.numerator}s`;
  const takes = [...new Map(clips.map(clip => [clip.path, clip])).values()];
  const idOf = new Map(takes.map((take, i) => [take.path, `take${i + 1}`]));
  const fullSound = sound ? `${sound.samples}/${sound.sampleRate}s` : '';
  const dissolves = clips.some(({ transition }) => transition && !transition.inPicture);
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
    ...(sound
      ? ([
          [
            'asset',
            {
              id: 'music',
              name: 'Music',
              start: '0s',
              duration: fullSound,
              hasAudio: 1,
              audioSources: 1,
              audioChannels: sound.channels,
              audioRate: sound.sampleRate,
            },
            ['media-rep', { kind: 'original-media', src: relativeUrl(folder, sound.path) }],
          ],
        ] satisfies XmlNode[])
      : []),
    ...(titles.length > 0 ? ([['effect', { id: 'title', name: 'Basic Title', uid: basicTitle }]] as XmlNode[]) : []),
    ...(dissolves ? ([['effect', { id: 'dissolve', name: 'Cross Dissolve', uid: crossDissolve }]] as XmlNode[]) : []),
  ];
  const spine: XmlNode[] = [];
  clips.forEach((clip, i) => {
    const { transition } = clip;
    const end = clip.start + clip.frames;
    const inside = ({ start }: { start: number }): boolean => start >= clip.start && start < end;
    /** A moment of the timeline on the clip's own clock. */
    const local = (frame: number): string => time(clip.sourceStart + frame - clip.start);
    if (transition && !transition.inPicture && transition.kind === 'dissolve' && i > 0) {
      spine.push([
        'transition',
        { name: 'Cross Dissolve', offset: time(clip.start), duration: time(transition.frames) },
        ['filter-video', { ref: 'dissolve', name: 'Cross Dissolve' }],
      ]);
    }
    const connected: XmlNode[] = [];
    if (sound && i === 0) {
      const where = { ref: 'music', lane: -1, offset: local(0), start: time(sound.sourceStart) };
      connected.push(['asset-clip', { ...where, name: 'Music', duration: time(sound.frames), audioRole: 'music' }]);
    }
    titles.forEach((title, n) => {
      if (!inside(title)) return;
      const style = `style${n + 1}`;
      connected.push([
        'title',
        {
          ref: 'title',
          lane: 1,
          offset: local(title.start),
          name: title.text.slice(0, 60),
          start: '0s',
          duration: time(title.frames),
          enabled: title.inPicture ? 0 : undefined,
        },
        ['text', {}, ['text-style', { ref: style }, title.text]],
        [
          'text-style-def',
          { id: style },
          ['text-style', { font: 'Helvetica', fontSize: 60, fontColor: '1 1 1 1', alignment: 'center' }],
        ],
      ]);
    });
    const marked = markers
      .filter(({ frame }) => inside({ start: frame }))
      .map(
        (marker): XmlNode =>
          marker.kind === 'section'
            ? [
                'chapter-marker',
                { start: local(marker.frame), duration: time(1), value: marker.name, posterOffset: '0s' },
              ]
            : ['marker', { start: local(marker.frame), duration: time(1), value: marker.name }],
      );
    spine.push([
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
    ]);
  });
  const root: XmlNode = [
    'fcpxml',
    { version: '1.10' },
    ['resources', {}, ...resources],
    [
      'event',
      { name: 'Phosphene' },
      [
        'project',
        { name: timeline.name },
        [
          'sequence',
          {
            format: 'format',
            duration: time(frames),
            tcStart: '0s',
            tcFormat: isDropFrame(frameRate) ? 'DF' : 'NDF',
            audioLayout: sound && sound.channels === 1 ? 'mono' : 'stereo',
            audioRate: audioRates[sound?.sampleRate ?? 48000] ?? '48k',
          },
          ['spine', {}, ...spine],
        ],
      ],
    ],
  ];
  return printXml(root, 'fcpxml');
}
