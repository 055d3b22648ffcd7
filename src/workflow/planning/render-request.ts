import type { Analysis, BeatCorrection } from '../../audio/index.ts';
import type { SceneMap } from '../../scene-map/index.ts';
import type { CredentialsRequest } from '../assembly/rights.ts';
import type { GeneratorChoice } from '../clips/clips-request.ts';
import type { GradeRequest } from '../drawing/grades.ts';
import type { LogoRequest } from '../drawing/overlays.ts';
import type { Listener } from '../progress.ts';
import type { QaMode, QaResult } from '../quality/qa-modes.ts';
import type { Size, VideoSettings } from '../settings.ts';
import type { TextRequest } from '../words/text-request.ts';
import type { DirectorRequest } from './direct-scenes.ts';

/** A request for a video. Everything but the audio has a default. */
export interface RenderRequest
  extends Partial<VideoSettings>,
    TextRequest,
    LogoRequest,
    GradeRequest,
    GeneratorChoice,
    DirectorRequest,
    Listener {
  /** The track: any file with sound that FFmpeg reads. */
  audioPath: string;
  /** Where the video goes; by default beside the current folder's name of the track, with the codec's usual ending. */
  outputPath?: string;
  /** What a person says about the beats. Everything downstream follows it. */
  correction?: BeatCorrection;
  /** The analysis that lies in the production counts, whatever the track alone would give. */
  analysed?: true;
  /** A scene map of the user's own; otherwise the production's, otherwise a planned one. */
  sceneMapPath?: string;
  /** Only the strongest half minute, in draft quality at 720p unless others are asked for. */
  preview?: boolean;
  /** Seconds into the track at which the video starts. */
  start?: number;
  /** Length of the video in seconds; to the end of the track by default. */
  duration?: number;
  /** Plan anew even though the scene map was edited by hand. */
  replan?: boolean;
  /** What is left open has its default, also where a kept plan was asked for something else. */
  saysAll?: true;
  /** A folder of scenes of one's own (WGSL and description), beside those in `scenes/` next to the scene map. */
  scenes?: string;
  /** A folder of clips and stills to show, cut on beats. */
  footage?: string;
  /** Which of the alternatives for this seed and style; 1, the first, is that of the seed itself. */
  variation?: number;
  /** Sign the video with content credentials (C2PA), by a certificate of one's own or a self-made one. */
  credentials?: CredentialsRequest;
  /** Where a fleet makes it: the higher goes first; each step counts as much as an hour of waiting. 0 by default. */
  priority?: number;
  /** Look at the video when it is made, and report, mend or make again what is not good enough; 'off' by default. */
  qa?: QaMode;
  renderer?: 'auto' | 'gpu' | 'cpu';
  threads?: number;
  signal?: AbortSignal;
}

/** What came of it. */
export interface RenderResult {
  outputPath: string;
  productionFolder: string;
  reportPath: string;
  width: number;
  height: number;
  /** Size at which the built-in generator draws. */
  native: Size;
  /** What other generators made, at which size, and how many shots show it. */
  clips: { generator: string; native: Size; shots: number }[];
  frameRate: number;
  frames: number;
  /** Seconds. */
  duration: number;
  bytes: number;
  /** Seconds that the whole took, and that length of video over it. */
  elapsed: number;
  timesRealtime: number;
  /** Most memory that the process held, in bytes. */
  peakMemoryBytes: number;
  renderer: string;
  /** Shots drawn now, and shots found done. */
  shotsRendered: number;
  shotsKept: number;
  /** Dollars that ordered clips have cost this production so far. */
  spent: number;
  notes: string[];
  /** Where the video was looked at. */
  qa?: QaResult;
}

/** What `plan` makes. */
export interface PlanResult {
  sceneMapPath: string;
  sceneMap: SceneMap;
  analysis: Analysis;
  productionFolder: string;
  explanation: string[];
}
