import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { type BeatCorrection, BeatFileError, checkCorrection, type MarkedBeat, parseBeatFile } from '../audio/index.ts';
import { readNumber } from './read-numbers.ts';

const mostBytes = 8_000_000;

/** Options that set the beats right; for every command that listens to a track. */
export function addCorrectionOptions(command: Command): Command {
  return command
    .option('--beats <file>', 'take the beats from a file (times, Audacity labels, Sonic Visualiser)')
    .option('--taps <file>', 'fit the beats to rough taps, a time a line')
    .option('--tempo <bpm>', 'beats per minute', readNumber)
    .option('--offset <seconds>', 'a bar begins at this time', readNumber)
    .addOption(
      new Option('--tempo-octave <which>', 'count half or double the beats that are heard').choices(['half', 'double']),
    );
}

function readBeats(path: string): MarkedBeat[] {
  const stats = statSync(path);
  if (stats.isDirectory()) throw new BeatFileError(`${path} is a folder; give a file of beats.`);
  if (stats.size > mostBytes) {
    throw new BeatFileError(`${basename(path)} is too large for a beats file; give a text file with one time a line.`);
  }
  return parseBeatFile(readFileSync(path, 'utf8'), basename(path));
}

/**
 * The correction that the options ask for; undefined where they ask for none.
 * @throws {BeatFileError} where a file cannot be read as beats, or options exclude each other
 */
export function readCorrection(options: Record<string, unknown>): BeatCorrection | undefined {
  const { beats, taps, tempo, offset, tempoOctave } = options as {
    beats?: string;
    taps?: string;
    tempo?: number;
    offset?: number;
    tempoOctave?: 'half' | 'double';
  };
  if ([beats, taps, tempo, offset, tempoOctave].every(given => given === undefined)) return undefined;
  const correction: BeatCorrection = {};
  if (beats !== undefined) correction.beats = readBeats(beats);
  if (taps !== undefined) correction.taps = readBeats(taps).map(({ time }) => time);
  const file = beats ?? taps;
  if (file !== undefined) correction.name = basename(file);
  if (tempo !== undefined) correction.tempo = tempo;
  if (offset !== undefined) correction.offset = offset;
  if (tempoOctave !== undefined) correction.octave = tempoOctave;
  checkCorrection(correction);
  return correction;
}
