import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { printLrc } from './lrc.ts';
import { type Lyrics, LyricsError, textOf, timingOf } from './lyrics.ts';
import { decodeText, lyricsFromTags, parseLyrics, readLyrics } from './read-lyrics.ts';
import { completeTimes } from './timing.ts';

const folder = join(import.meta.dirname, 'fixtures');
const good = (name: string): Lyrics => readLyrics(join(folder, 'good', name));
/** Words without times: a line each, blank lines between stanzas. */
const asPeopleWrite = ({ lines }: Lyrics): string =>
  lines.map(({ words, stanza }) => `${stanza ? '\n' : ''}${textOf(words, ' ')}\n`).join('');
const lineTexts = ({ lines }: Lyrics): string[] => lines.map(line => textOf(line.words));

test('each good file reads as what it says', () => {
  const expected: Record<
    string,
    { lines: string[]; timing: string; starts?: number[]; direction?: string; language?: string }
  > = {
    'english.txt': {
      lines: [
        'We drove all night through silver rain',
        'The radio was singing low',
        'Hold on, hold on to the light',
        'Hold on until the morning',
      ],
      timing: 'none',
    },
    'french.lrc': {
      lines: ['Où va l’été quand vient l’automne ?', 'Cœur léger, garçon brûlé'],
      timing: 'line',
      starts: [1, 5.5],
      language: 'fr',
    },
    'repeated.lrc': {
      lines: ['Hold on, hold on', 'Only once', 'Hold on, hold on'],
      timing: 'line',
      starts: [9.5, 19.75, 39.5],
    },
    'enhanced.lrc': { lines: ['Every word has its time', 'syllables too'], timing: 'word', starts: [2, 5] },
    'bom-crlf.lrc': { lines: ['Zażółć gęślą jaźń', 'Příliš žluťoučký kůň'], timing: 'line', starts: [1, 4] },
    'japanese.lrc': {
      lines: ['夜を駆ける星の声', '君のことが好きだった'],
      timing: 'line',
      starts: [1, 5],
      language: 'ja',
    },
    'chinese-words.lrc': { lines: ['月亮代表我的心'], timing: 'word', starts: [1] },
    'english.srt': { lines: ['Silver rain\non the window', 'Hold on to the light'], timing: 'line', starts: [1, 4] },
    'korean.srt': { lines: ['밤하늘의 별처럼', '너를 기다려'], timing: 'line', starts: [1, 3] },
    'russian-noindex.srt': { lines: ['Ночь, улица, фонарь', 'Ещё один день'], timing: 'line', starts: [1, 3.5] },
    'karaoke.vtt': { lines: ['Rock & roll', 'An hour later'], timing: 'word', starts: [1, 3604], language: 'en' },
    'arabic.vtt': { lines: ['يا ليل يا عين', 'قلبي معك يا قمر'], timing: 'line', starts: [1, 4.5], direction: 'rtl' },
    'karaoke.ass': { lines: ['Hold on, baby', 'Two,\nrows, commas'], timing: 'word', starts: [1, 4] },
    'hebrew.ass': { lines: ['שלום לך ארץ נהדרת'], timing: 'line', starts: [1], direction: 'rtl' },
    'spans.ttml': { lines: ['Silver rain', 'First row\nsecond row'], timing: 'line', starts: [1.2, 4], language: 'en' },
    'emoji.lrc': {
      lines: ['Dance 💃🏽 all night 🌙✨', 'Family 👨‍👩‍👧 & flags 🇫🇷 go ❤️'],
      timing: 'line',
      starts: [1, 4],
    },
    'frames.ttml': {
      lines: ['Srebrny deszcz\npada nocą', 'Aż do świtu'],
      timing: 'line',
      starts: [1.2, 5],
      language: 'pl',
    },
    'greek.srt': { lines: ['Ασημένια βροχή πέφτει'], timing: 'line', starts: [1] },
    'hindi.srt': { lines: ['चाँदी की बारिश गिर रही है', 'सुबह तक रुको'], timing: 'line', starts: [1, 4] },
    'icelandic-utf16.txt': { lines: ['Yfir fjöllin og sjóinn', 'Þögult ljós við glugga'], timing: 'none' },
    'itunes.ttml': {
      lines: ['Chuva de prata', 'Até a luz da manhã & além'],
      timing: 'line',
      starts: [1, 5],
      language: 'pt',
    },
    'thai.txt': { lines: ['ฝนตกบนหลังคา', 'รอแสงเช้า'], timing: 'none' },
    'absolute.ttml': { lines: ['तुम ही हो', '🎵 สวัสดี 💙'], timing: 'word', starts: [9.7, 13], language: 'hi' },
  };
  assert.deepEqual(readdirSync(join(folder, 'good')).sort(), Object.keys(expected).sort());
  for (const [name, { lines, timing, starts, direction = 'ltr', language }] of Object.entries(expected)) {
    const lyrics = good(name);
    assert.deepEqual(lineTexts(lyrics), lines, name);
    assert.equal(timingOf(lyrics), timing, name);
    assert.equal(lyrics.direction, direction, name);
    assert.equal(lyrics.language, language, name);
    if (starts)
      assert.deepEqual(
        lyrics.lines.map(line => line.start),
        starts,
        name,
      );
  }
});

test('times of words are read from LRC, VTT, ASS, and from TTML by its paragraph or by the track', () => {
  const starts = (name: string, line: number): (number | undefined)[] =>
    good(name).lines[line].words.map(word => word.start);
  assert.deepEqual(starts('enhanced.lrc', 0), [2, 2.4, 2.8, 3.1, 3.4]);
  assert.equal(good('enhanced.lrc').lines[0].end, 4);
  assert.deepEqual(starts('enhanced.lrc', 1), [5, 5.2, 5.4, 5.8]);
  assert.deepEqual(starts('karaoke.vtt', 0), [1, 1.5, 2]);
  assert.deepEqual(starts('karaoke.ass', 0), [1, 1.5, 2, 2.25]);
  assert.deepEqual(starts('spans.ttml', 0), [1.2, 1.7]);
  assert.deepEqual(starts('absolute.ttml', 0), [9.7, 10.2, 11]);
  // Each would fit into its paragraph either way; together they count from the track.
  assert.deepEqual(starts('itunes.ttml', 0), [1, 2, 2.5]);
  assert.equal(good('karaoke.vtt').lines[0].voice, 'Ann');
  assert.equal(good('spans.ttml').title, 'Spans & frames');
});

test('each bad file is refused with its line and a mend', () => {
  const expected: Record<string, [line: number | undefined, words: RegExp]> = {
    'seconds.lrc': [2, /at most 59/],
    'untimed-line.lrc': [2, /\[mm:ss\.xx\]/],
    'backwards.lrc': [1, /put them in order/],
    'ends-first.srt': [2, /ends before it begins/],
    'no-arrow.srt': [1, /-->/],
    'head.vtt': [1, /WEBVTT/],
    'time.ass': [5, /h:mm:ss\.cc/],
    'open.ttml': [4, /add the missing tag/],
    'latin1.txt': [1, /save the file as UTF-8/],
    'empty.txt': [undefined, /no words/],
    'binary.txt': [1, /UTF-8/],
    'no-events.ass': [undefined, /no \[Events\] part/],
    'web-page.lrc': [1, /no time before the words/],
  };
  assert.deepEqual(readdirSync(join(folder, 'bad')).sort(), Object.keys(expected).sort());
  for (const [name, [line, words]] of Object.entries(expected)) {
    assert.throws(
      () => readLyrics(join(folder, 'bad', name)),
      (error: unknown) => {
        assert.ok(error instanceof LyricsError, `${name}: ${String(error)}`);
        assert.match(error.message, words, name);
        assert.equal(error.line, line, name);
        assert.ok(error.message.includes(name));
        return true;
      },
    );
  }
  assert.throws(() => readLyrics(join(folder, 'none.lrc')), /no such file/);
  assert.throws(() => readLyrics(folder), /folder/);
});

test('lyrics of every format read back as the same from what is printed: LRC, or text without times', () => {
  let compared = 0;
  for (const name of readdirSync(join(folder, 'good'))) {
    const lyrics = good(name);
    if (timingOf(lyrics) === 'none') {
      assert.deepEqual(parseLyrics(asPeopleWrite(lyrics), 'x.txt', 'text'), lyrics);
      continue;
    }
    const timed: Lyrics = {
      ...lyrics,
      lines: completeTimes(lyrics, 4000).map(({ words, ...line }) => ({
        ...line,
        words: lyrics.lines.find(l => l.start === line.start && textOf(l.words) === textOf(words))!.words,
      })),
    };
    // LRC knows no breaks within a line.
    if (timed.lines.some(line => line.words.some(word => word.breakBefore))) continue;
    const back = parseLyrics(printLrc(timed), 'x.lrc', 'lrc');
    const told = ({ lines }: Lyrics) => lines.map(l => [textOf(l.words), l.start, l.words.map(w => w.start)]);
    assert.deepEqual(told(back), told(timed), name);
    compared++;
  }
  assert.ok(compared > 10, `only ${compared} compared`);
});

test('WebVTT resolves named and numbered characters, and leaves what it does not know', () => {
  const cue = 'WEBVTT\n\n00:01.000 --> 00:02.000\nDon&#39;t &quot;stop&quot; &#x1F3B5; &constructor; &#0; &amp;lt;\n';
  const [{ words }] = parseLyrics(`\ufeff${cue}`, 'a.vtt').lines;
  assert.deepEqual(
    words.map(({ text }) => text),
    ["Don't", '"stop"', '🎵', '&constructor;', '&#0;', '&lt;'],
  );
});

test('TTML: rates as they are written, and none that is no rate; elements without end are refused', () => {
  const ttml = (attributes: string, body = '<p begin="00:00:01:15" end="00:00:03:00">la</p>'): string =>
    `<tt xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ${attributes}>\n<body><div>${body}</div></body></tt>`;
  const start = (attributes: string): number | undefined => parseLyrics(ttml(attributes), 'a.ttml').lines[0].start;
  assert.equal(start('ttp:frameRate="30"'), 1.5);
  assert.equal(start('ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"'), 1.501);
  assert.equal(start('ttp:frameRate="30" ttp:frameRateMultiplier="1000:1001"'), 1.501);
  for (const attributes of ['ttp:frameRate="0"', 'ttp:frameRate="fast"', 'ttp:tickRate="-1"'])
    assert.throws(() => start(attributes), /a\.ttml, line 1: \w+Rate="\S+" is no rate; write a number/);
  const deep = ttml('', `${'<div>'.repeat(50_000)}${'</div>'.repeat(50_000)}`);
  assert.throws(() => parseLyrics(deep, 'a.ttml'), /a\.ttml, line 2: its elements lie more than 200 deep/);
});

test('UTF-16 reads, sound files do not', () => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('[00:01.00]Été', 'utf16le')]);
  assert.deepEqual(lineTexts(parseLyrics(decodeText(utf16, 'a.lrc'), 'a.lrc')), ['Été']);
  assert.throws(() => decodeText(Buffer.from('RIFF\0\0\0WAVE'), 'a.txt'), /not a text file/);
});

test('of lyrics in tags the synced ones go before the plain', () => {
  const lyrics = lyricsFromTags(
    { TITLE: 'x', 'lyrics-eng': 'Plain words', syncedlyrics: '[00:01.00]With time' },
    'song.mp3',
  );
  assert.deepEqual(lyrics && lineTexts(lyrics), ['With time']);
  assert.equal(lyricsFromTags({ title: 'x' }, 'song.mp3'), undefined);
});
