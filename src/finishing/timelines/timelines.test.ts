import assert from 'node:assert/strict';
import test from 'node:test';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { printTimeline } from './index.ts';
import { printTimeCode } from './smpte-time-code.ts';
import type { FrameRateFraction, Timeline } from './timeline.ts';

const rates: Record<string, FrameRateFraction> = {
  '23.976': { numerator: 24000, denominator: 1001 },
  '24': { numerator: 24, denominator: 1 },
  '25': { numerator: 25, denominator: 1 },
  '29.97': { numerator: 30000, denominator: 1001 },
  '30': { numerator: 30, denominator: 1 },
  '60': { numerator: 60, denominator: 1 },
};

/** Lengths without a common measure, long enough for drop-frame code to drop. */
const lengths = [97, 1801, 33, 1799, 20011, 101, 3];
const words = 'Ça & <là> "quoi"\u0007 日本 👩‍🎤';

function timelineAt(frameRate: FrameRateFraction): Timeline {
  let start = 0;
  const clips = lengths.map((frames, i) => {
    const clip = {
      name: `00${i + 1} ocean & sky`,
      path: `/work/song.phosphene/takes/take ${i} é.mp4`,
      start,
      frames,
      sourceStart: i === 2 ? 12 : 0,
      sourceFrames: frames + 40,
      note: i === 0 ? words : undefined,
      ...(i === 3 ? { transition: { kind: 'dissolve' as const, frames: 18, inPicture: true } } : {}),
      ...(i === 4 ? { transition: { kind: 'dissolve' as const, frames: 24, inPicture: false } } : {}),
    };
    start += frames;
    return clip;
  });
  return {
    name: 'Söng',
    frameRate,
    width: 1920,
    height: 1080,
    frames: start,
    clips,
    sound: {
      path: '/work/song.m4a',
      sampleRate: 44100,
      channels: 2,
      samples: 44100 * 2000,
      sourceStart: 480,
      frames: start,
    },
    markers: [
      { frame: 0, frames: 500, name: 'intro A', kind: 'section' },
      { frame: 11, frames: 1, name: '1.1', kind: 'downbeat' },
      { frame: 1897, frames: 1, name: '1.2', kind: 'beat' },
      { frame: start - 1, frames: 1, name: '1.3', kind: 'beat' },
    ],
    titles: [
      { start: 50, frames: 60, text: words },
      { start: 2000, frames: 47, text: 'second line' },
    ],
  };
}

/** A cut as a reader of the finished document sees it. */
type Cut = [source: number, start: number, frames: number];
const expected = (timeline: Timeline): Cut[] => timeline.clips.map(c => [c.sourceStart, c.start, c.frames]);
const spoken = words.replace('\u0007', '');

/**
 * Frames by counting every label one after another, as a tape machine does: independent of the closed form that writes
 * them.
 */
function labelReader(rate: FrameRateFraction): (code: string) => number {
  const nominal = Math.round(rate.numerator / rate.denominator);
  const drops = rate.numerator === 30000 && rate.denominator === 1001;
  return code => {
    assert.equal(code[8], drops ? ';' : ':');
    const [hours, minutes, seconds, frames] = code.split(/[:;]/).map(Number);
    let dropped = 0;
    for (let minute = 1; minute <= hours * 60 + minutes; minute++) if (drops && minute % 10 !== 0) dropped += 2;
    return (hours * 3600 + minutes * 60 + seconds) * nominal + frames - dropped;
  };
}

const parser = new XMLParser({
  ignoreAttributes: false,
  preserveOrder: false,
  parseTagValue: false,
  parseAttributeValue: false,
});
const listOf = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

for (const [name, rate] of Object.entries(rates)) {
  const timeline = timelineAt(rate);

  test(`OTIO at ${name}: the same cuts, markers and titles`, () => {
    const document = JSON.parse(printTimeline(timeline, 'otio', '/work/song.phosphene/timelines'));
    const [pictures, lyrics, music] = document.tracks.children;
    const exact = rate.numerator / rate.denominator;
    let at = 0;
    const cuts: Cut[] = [];
    for (const child of pictures.children) {
      if (child.OTIO_SCHEMA === 'Transition.1') {
        assert.deepEqual([child.in_offset.value, child.out_offset.value], [0, 24]);
        assert.equal(cuts.length, 4);
        continue;
      }
      const { start_time, duration } = child.source_range;
      assert.equal(start_time.rate, exact);
      cuts.push([start_time.value, at, duration.value]);
      at += duration.value;
    }
    assert.deepEqual(cuts, expected(timeline));
    assert.equal(pictures.children[0].media_references.DEFAULT_MEDIA.target_url, '../takes/take%200%20%C3%A9.mp4');
    assert.deepEqual(
      document.tracks.markers.map(
        (m: { marked_range: { start_time: { value: number } } }) => m.marked_range.start_time.value,
      ),
      timeline.markers.map(m => m.frame),
    );
    let position = 0;
    const titles = lyrics.children.flatMap(
      (child: { OTIO_SCHEMA: string; name: string; source_range: { duration: { value: number } } }) => {
        const start = position;
        position += child.source_range.duration.value;
        return child.OTIO_SCHEMA === 'Gap.1' ? [] : [[start, position - start]];
      },
    );
    assert.deepEqual(
      titles,
      timeline.titles.map(t => [t.start, t.frames]),
    );
    assert.equal(music.children[0].source_range.start_time.value, 480);
  });

  test(`FCPXML at ${name}: the same cuts in whole frames`, () => {
    const text = printTimeline(timeline, 'fcpxml', '/work/song.phosphene/timelines');
    assert.equal(XMLValidator.validate(text), true);
    const { fcpxml } = parser.parse(text);
    const frames = (time: string): number => {
      const [, top, bottom] = /^(\d+)(?:\/(\d+))?s$/.exec(time)!;
      const count = (BigInt(top) * BigInt(rate.numerator)) / (BigInt(bottom ?? 1) * BigInt(rate.denominator));
      assert.equal(
        count * BigInt(rate.denominator) * BigInt(bottom ?? 1),
        BigInt(top) * BigInt(rate.numerator),
        `${time} is whole frames`,
      );
      return Number(count);
    };
    const { sequence } = fcpxml.event.project;
    assert.equal(frames(sequence['@_duration']), timeline.frames);
    assert.equal(sequence['@_tcFormat'], name === '29.97' ? 'DF' : 'NDF');
    const clips = listOf<Record<string, never>>(sequence.spine['asset-clip']);
    assert.deepEqual(
      clips.map(c => [frames(c['@_start']), frames(c['@_offset']), frames(c['@_duration'])]),
      expected(timeline),
    );
    assert.deepEqual(
      [frames(sequence.spine.transition['@_offset']), frames(sequence.spine.transition['@_duration'])],
      [3730, 24],
    );
    const marks: number[] = [];
    const titles: unknown[] = [];
    for (const clip of clips) {
      const shift = frames(clip['@_offset']) - frames(clip['@_start']);
      for (const kind of ['marker', 'chapter-marker'])
        for (const mark of listOf<Record<string, string>>(clip[kind])) marks.push(frames(mark['@_start']) + shift);
      for (const title of listOf<Record<string, never>>(clip.title))
        titles.push([
          frames(title['@_offset']) + shift,
          frames(title['@_duration']),
          title.text['text-style']['#text'],
        ]);
    }
    assert.deepEqual(
      marks.sort((a, b) => a - b),
      timeline.markers.map(m => m.frame),
    );
    assert.deepEqual(titles, [
      [50, 60, spoken],
      [2000, 47, 'second line'],
    ]);
    const ids = new Set(listOf<Record<string, string>>(fcpxml.resources.asset).map(asset => asset['@_id']));
    for (const clip of clips) assert.ok(ids.has(clip['@_ref']));
    assert.match(text, /src="\.\.\/takes\/take%200%20%C3%A9\.mp4"/);
  });

  test(`FCP7 XML at ${name}: the same cuts`, () => {
    const text = printTimeline(timeline, 'fcp7', '/work/song.phosphene/timelines');
    assert.equal(XMLValidator.validate(text), true);
    const { sequence } = parser.parse(text).xmeml;
    assert.deepEqual(sequence.rate, {
      timebase: String(Math.round(rate.numerator / rate.denominator)),
      ntsc: rate.denominator === 1001 ? 'TRUE' : 'FALSE',
    });
    assert.deepEqual(sequence.media.video.format.samplecharacteristics.width, '1920');
    const [pictures, lyrics] = sequence.media.video.track;
    const clips = listOf<Record<string, string>>(pictures.clipitem);
    for (const c of clips) assert.equal(Number(c.out) - Number(c.in), Number(c.end) - Number(c.start));
    assert.deepEqual(
      clips.map(c => [Number(c.in), Number(c.start), Number(c.end) - Number(c.start)]),
      expected(timeline),
    );
    assert.deepEqual([pictures.transitionitem.start, pictures.transitionitem.end], ['3730', '3754']);
    assert.deepEqual(
      listOf<Record<string, string>>(lyrics.generatoritem).map(t => [t.start, t.end]),
      [
        ['50', '110'],
        ['2000', '2047'],
      ],
    );
    assert.deepEqual(
      listOf<Record<string, string>>(sequence.marker).map(m => Number(m.in)),
      timeline.markers.map(m => m.frame),
    );
    assert.equal(sequence.media.audio.track.length, 2);
  });

  test(`MLT XML at ${name}: the same cuts`, () => {
    const text = printTimeline(timeline, 'mlt', '/work/song.phosphene/timelines');
    assert.equal(XMLValidator.validate(text), true);
    const { mlt } = parser.parse(text);
    assert.deepEqual(
      [Number(mlt.profile['@_frame_rate_num']), Number(mlt.profile['@_frame_rate_den'])],
      [rate.numerator, rate.denominator],
    );
    let at = 0;
    const cuts = listOf<Record<string, string>>(mlt.playlist[0].entry).map((entry): Cut => {
      const length = Number(entry['@_out']) - Number(entry['@_in']) + 1;
      at += length;
      return [Number(entry['@_in']), at - length, length];
    });
    assert.deepEqual(cuts, expected(timeline));
    assert.equal(Number(mlt.tractor['@_out']), timeline.frames - 1);
    assert.equal(Number(mlt.playlist[1].entry['@_in']), 480);
    const marks = listOf<{ property: { '@_name': string; '#text': string }[] }>(mlt.tractor.properties.properties);
    assert.deepEqual(
      marks.map(mark => {
        const [hours, minutes, seconds] = mark.property
          .find(p => p['@_name'] === 'start')!
          ['#text'].split(':')
          .map(Number);
        return Math.round(((hours * 60 + minutes) * 60 + seconds) * (rate.numerator / rate.denominator));
      }),
      timeline.markers.map(m => m.frame),
    );
    assert.match(text, /"resource">\.\.\/takes\/take 0 é\.mp4</);
  });

  test(`EDL at ${name}: the same cuts in time code`, () => {
    const text = printTimeline(timeline, 'edl', '/work/song.phosphene/timelines');
    const read = labelReader(rate);
    const hour = read(`01:00:00${name === '29.97' ? ';' : ':'}00`);
    const cuts: Cut[] = [];
    const marks: number[] = [];
    for (const line of text.split('\r\n')) {
      const event = /^(\d{3}) {2}AX {7}(V|AA) +(?:C|D +(\d{3})) +(\S{11}) (\S{11}) (\S{11}) (\S{11})$/.exec(line);
      const mark = /^\* LOC: (\S{11})/.exec(line);
      if (mark) marks.push(read(mark[1]) - hour);
      if (event?.[2] !== 'V') continue;
      const [source, sourceEnd, start, end] = event.slice(4).map(read);
      assert.equal(sourceEnd - source, end - start);
      if (event[3]) assert.equal(event[3], '024');
      if (end > start) cuts.push([source, start - hour, end - start]);
    }
    assert.deepEqual(cuts, expected(timeline));
    assert.deepEqual(
      marks,
      timeline.markers.map(m => m.frame),
    );
    assert.match(text, name === '29.97' ? /FCM: DROP FRAME/ : /FCM: NON-DROP FRAME/);
  });
}

test('drop-frame code leaves out two numbers a minute but each tenth', () => {
  const rate = rates['29.97'];
  assert.equal(printTimeCode(1799, rate), '00:00:59;29');
  assert.equal(printTimeCode(1800, rate), '00:01:00;02');
  assert.equal(printTimeCode(17981, rate), '00:09:59;29');
  assert.equal(printTimeCode(17982, rate), '00:10:00;00');
  assert.equal(printTimeCode(107892, rate), '01:00:00;00');
  const read = labelReader(rate);
  for (let frame = 0; frame < 120000; frame += 7) assert.equal(read(printTimeCode(frame, rate)), frame);
});

test('a timeline that does not hold together is refused', () => {
  const timeline = timelineAt(rates['24']);
  const [first, ...rest] = timeline.clips;
  for (const clips of [rest, [{ ...first, frames: 96 }, ...rest], [{ ...first, sourceFrames: 10 }, ...rest]])
    assert.throws(() => printTimeline({ ...timeline, clips }, 'edl', '/work'), RangeError);
});
