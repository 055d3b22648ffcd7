import type { Analysis } from '../../audio/index.ts';
import type { Production } from '../production/production.ts';
import type { Listener } from '../progress.ts';
import type { Size } from '../settings.ts';

/** What a person can say about words in the picture. */
export interface TextRequest {
  /** A file of lyrics; by default one beside the track under its name, or the track's tags; false for none. */
  lyrics?: string | false;
  /** How they look. */
  lyricsStyle?: string;
  /** JSON of a transcription with the times of words, to time lyrics that have none. */
  transcriptPath?: string;
  /** A service that hears the words for the same purpose: its name, or the address of an OpenAI-compatible server. */
  transcribe?: string;
  /** Which of its models. */
  transcribeModel?: string;
  /** A Whisper model in GGML form, to hear the words on this machine. */
  whisperModel?: string;
  /** Title card at the start: with these words, or with the tags' where `titles` is true. */
  titles?: boolean;
  title?: string;
  artist?: string;
  /** Lines of a card at the end, parted by ";". */
  credits?: string;
}

/** Where in the track, and on what, the words are drawn. */
export interface TextStage {
  audioPath: string;
  tags: Readonly<Record<string, string>>;
  production: Production;
  analysis: Analysis;
  size: Size;
  /** Frames a second, exactly. */
  frameRate: number;
  /** Seconds of the track that the video shows. */
  start: number;
  end: number;
  note(line: string): void;
  /** SHA-256 of the track's file. */
  trackDigest: string;
  /** Keys and addresses of services. */
  environment: Readonly<Record<string, string | undefined>>;
  progress?: Listener['progress'];
  signal?: AbortSignal;
}
