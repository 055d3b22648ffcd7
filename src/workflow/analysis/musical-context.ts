import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Analysis } from '../../audio/index.ts';
import type { MusicalContext } from '../../coherence/index.ts';
import { probeVideo } from '../../media/index.ts';
import { parseSceneMap, type SceneMap, usualTransitionSeconds } from '../../scene-map/index.ts';
import type { Listener } from '../progress.ts';
import { SettingsError } from '../settings.ts';
import { analyzeTrack } from './analyze-track.ts';

/** Where knowledge of the music and of the edit comes from. */
export interface MusicSources extends Listener {
  /** A production folder (`<video>.phosphene`), with its analysis and scene map. */
  production?: string;
  sceneMap?: string;
  /** What `phosphene analyze --json` writes, or a JSON array of seconds. */
  beats?: string;
  signal?: AbortSignal;
}

/** What is known of the music of a video, as far as it bears on the picture. */
export interface VideoMusic {
  context: MusicalContext;
  /** Undefined where only beats were given, or nothing. */
  analysis?: Pick<Analysis, 'beats' | 'sections' | 'onsets' | 'duration' | 'tempo'> &
    Partial<Pick<Analysis, 'downbeats'>>;
  /** The scenes of the map, in seconds, where one was read. */
  scenes?: readonly { start: number; end: number; name: string }[];
}

const strongOnset = 0.35;
const strongHat = 0.6;
const surestGuess = 0.15;

/** Seconds of the beats that are more than guessed. */
const beatsOf = ({ beats }: Pick<Analysis, 'beats'>): number[] =>
  beats.filter(b => b.confidence >= surestGuess).map(b => b.time);

/** Beats and strong hits: the moments at which light may change on purpose. */
function accentsOf({ beats, onsets }: Pick<Analysis, 'beats' | 'onsets'>): number[] {
  const strong = [
    ...[...(onsets?.kick ?? []), ...(onsets?.snare ?? [])].filter(o => o.strength >= strongOnset),
    ...(onsets?.hat ?? []).filter(o => o.strength >= strongHat),
  ];
  return [...beatsOf({ beats }), ...strong.map(o => o.time)].sort((a, b) => a - b);
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

/** What a list of beats must be. */
const beatsForm = 'give what "phosphene analyze --json" writes, or an array of seconds';

function readBeats(path: string): unknown {
  if (!existsSync(path)) throw new SettingsError(`There is no list of beats ${path}; check the path.`);
  const text = readFileSync(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    throw new SettingsError(`The list of beats ${path} is not valid JSON; ${beatsForm}.`);
  }
}

/** Where scenes begin, and where what lies over them comes and goes. */
export const transitionsOf = ({ scenes }: Pick<SceneMap, 'scenes'>): MusicalContext['transitions'] =>
  scenes.flatMap(({ start_time, transition_type, overlays = [] }) => [
    { time: start_time, seconds: usualTransitionSeconds[transition_type] },
    ...overlays
      .flatMap(({ start_time: comes, end_time: goes }) => [comes, goes])
      .filter(time => time !== undefined)
      .map(time => ({ time, seconds: 0 })),
  ]);

/**
 * Gathers beats and transitions: from what is given, otherwise from the video's own sound. @throws {SettingsError |
 * MediaError | SceneMapError}
 */
export async function musicOf(videoPath: string, sources: MusicSources = {}): Promise<VideoMusic> {
  const { production, signal, progress, note } = sources;
  if (production !== undefined && !isFolder(production))
    throw new SettingsError(
      `There is no production folder ${production}; give the folder <video>.phosphene that lies beside a rendered video.`,
    );
  const beatsPath = sources.beats ?? (production && join(production, 'analysis.json'));
  const mapPath = sources.sceneMap ?? (production && join(production, 'scene-map.json'));
  let accents: number[] = [];
  let analysis: VideoMusic['analysis'];
  if (beatsPath) {
    const given = readBeats(beatsPath);
    if (Array.isArray(given) && given.every(time => typeof time === 'number'))
      accents = [...given].sort((a, b) => a - b);
    else if (Array.isArray((given as Analysis).beats)) {
      analysis = given as Analysis;
      accents = accentsOf(analysis);
    } else throw new SettingsError(`${beatsPath} holds no beats; ${beatsForm}.`);
  } else if ((await probeVideo(videoPath)).audio) {
    analysis = await analyzeTrack(videoPath, { signal, progress });
    accents = accentsOf(analysis);
  }
  let transitions: MusicalContext['transitions'] = [];
  let scenes: VideoMusic['scenes'];
  if (mapPath && (sources.sceneMap || existsSync(mapPath))) {
    if (!existsSync(mapPath)) throw new SettingsError(`There is no scene map ${mapPath}; check the path.`);
    const map = parseSceneMap(readFileSync(mapPath, 'utf8'), { path: mapPath, onWarning: () => undefined });
    transitions = transitionsOf(map);
    scenes = map.scenes.map(({ start_time, end_time, section }, i) => ({
      start: start_time,
      end: end_time,
      name: `Scene ${i + 1}${section ? ` (${section})` : ''}`,
    }));
    note?.(`Read ${map.scenes.length} scenes from ${mapPath}.`);
  }
  return { context: { accents, beats: analysis && beatsOf(analysis), transitions }, analysis, scenes };
}
