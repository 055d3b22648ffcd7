export { alignLyrics, type HeardWord, type LineQuality } from './align.ts';
export { printLrc } from './lrc.ts';
export { type Lyrics, LyricsError, textOf, timingOf } from './lyrics.ts';
export { lyricsBeside, lyricsFromTags, parseLyrics, readLyrics } from './read-lyrics.ts';
export { roughTimes } from './rough-timing.ts';
export { type Cue, escapeVtt, printSrtCues, printVttCues } from './subtitle-blocks.ts';
export { completeTimes } from './timing.ts';
export { parseTranscript } from './transcript.ts';
