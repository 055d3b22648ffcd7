import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type HeardWord, LyricsError, parseTranscript } from '../../finishing/lyrics/index.ts';
import { openTranscription, transcribeTrack } from '../../finishing/transcription/index.ts';
import { wordsOfParts } from '../../finishing/transcription/transcribe.ts';
import { clock } from '../../formatting/clock.ts';
import { whisper } from '../../media/whisper.ts';
import { fingerprint } from '../production/fingerprint.ts';
import { writeWhole } from '../production/production.ts';
import type { TextRequest, TextStage } from './text-request.ts';

/** Words and their times as something heard them. */
export interface HeardTrack {
  words: HeardWord[];
  /** What heard them, for people. */
  name: string;
}

/**
 * Hears the words of a track: from a file, by a service, or by a model on this machine. What was heard is kept in the
 * production, so that nothing is paid or waited for twice.
 *
 * @throws {LyricsError | TranscriptionError | MediaError} each one clear sentence
 */
export async function hearWords(request: TextRequest, stage: TextStage): Promise<HeardTrack> {
  const { transcriptPath, transcribe, transcribeModel, whisperModel } = request;
  if (transcriptPath) {
    if (!existsSync(transcriptPath))
      throw new LyricsError(transcriptPath, undefined, 'there is no such file; check the path.');
    return {
      words: parseTranscript(readFileSync(transcriptPath, 'utf8'), transcriptPath),
      name: basename(transcriptPath),
    };
  }
  const { audioPath, analysis, note, production, signal, environment } = stage;
  const progress = (fraction: number): void => stage.progress?.({ stage: 'words', fraction });
  if (transcribe) {
    const opened = await openTranscription({ service: transcribe, model: transcribeModel, environment });
    return kept(opened.name, stage, async () => {
      const price = opened.own ? '' : '; it charges by the minute, and what it heard is kept';
      note(`Sending ${clock(analysis.duration)} of sound to ${opened.title} to hear its words${price}.`);
      progress(0);
      return transcribeTrack(audioPath, analysis.duration, opened, { progress, signal });
    });
  }
  const modelPath = resolve(whisperModel!);
  return kept(basename(modelPath), stage, async () => {
    note(`Hearing the words with ${basename(modelPath)} on this machine.`);
    progress(0);
    const heard = await whisper(audioPath, modelPath, { duration: analysis.duration, progress, signal });
    return wordsOfParts(
      heard.map(({ start, end, text }) => ({ text, startSecond: start, endSecond: end })),
      0,
    );
  });

  async function kept(name: string, { trackDigest }: TextStage, hear: () => Promise<HeardWord[]>): Promise<HeardTrack> {
    const path = join(production.folder, `heard-${fingerprint(trackDigest, name).slice(0, 12)}.json`);
    if (existsSync(path)) return { words: parseTranscript(readFileSync(path, 'utf8'), path), name };
    const words = await hear();
    progress(1);
    if (words.length === 0) throw new LyricsError(basename(audioPath), undefined, `${name} heard no words in it.`);
    writeWhole(path, `${JSON.stringify({ words }, null, 1)}\n`);
    return { words, name };
  }
}
