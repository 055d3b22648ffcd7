import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseTranscript, readLyrics } from '../../finishing/lyrics/index.ts';
import { credentialFormat } from '../../finishing/rights/index.ts';
import { openTranscription } from '../../finishing/transcription/index.ts';
import { findGenerator } from '../../generators/catalogue.ts';
import { accessOf, readEnvironment } from '../../generators/cloud/access.ts';
import { checkPrecision } from '../../media/index.ts';
import { mostVariations, parseSceneMap, type SceneMap } from '../../scene-map/index.ts';
import { signingIdentity } from '../assembly/rights.ts';
import { findUpscaler } from '../clips/enlarge-clips.ts';
import { footageState } from '../clips/plan-footage.ts';
import { checkGrade, resolveGrades } from '../drawing/grades.ts';
import { checkLogo } from '../drawing/overlays.ts';
import { SettingsError, type VideoSettings } from '../settings.ts';
import { checkDirector } from './direct-scenes.ts';
import { scenesFor } from './find-scenes.ts';
import type { RenderRequest } from './render-request.ts';

function checkFile(path: string, what: string): void {
  if (!existsSync(path)) throw new SettingsError(`There is no ${what} ${path}; check the path.`);
  if (!statSync(path).isFile()) throw new SettingsError(`${path} is a folder; give the file of the ${what}.`);
}

/** The files of words, and who is to hear them. */
async function checkWords(request: RenderRequest): Promise<void> {
  const { lyrics, transcriptPath, whisperModel, transcribe: service, transcribeModel: model } = request;
  if (typeof lyrics === 'string') readLyrics(lyrics);
  if (transcriptPath !== undefined) {
    checkFile(transcriptPath, 'transcription');
    parseTranscript(readFileSync(transcriptPath, 'utf8'), transcriptPath);
  }
  if (whisperModel !== undefined) checkFile(whisperModel, 'Whisper model');
  if (service !== undefined)
    await openTranscription({ service, model, environment: request.environment ?? readEnvironment(process.cwd()) });
}

/** Reads a map of the user's own; what hangs on the length of the track is told when that is known. */
function checkMap(path: string, { scenes, variation, director, footage }: RenderRequest): SceneMap {
  if (variation !== undefined)
    throw new SettingsError('A scene map of your own has no variations; leave --variation or --map out.');
  if (director !== undefined)
    throw new SettingsError('A scene map of your own is not directed; leave --director or --map out.');
  if (footage !== undefined)
    throw new SettingsError(
      'A scene map of your own says itself where footage stands (generator "footage" and references); leave --footage or --map out.',
    );
  checkFile(path, 'scene map');
  return parseSceneMap(readFileSync(path, 'utf8'), { path, catalogue: scenesFor(path, scenes).scenes });
}

/**
 * Tells of keys that are missing for the generators which a request or its own map names, before the track is heard.
 * Which scenes a policy gives to whom hangs on the music, and a production that ordered before may need nothing more:
 * that is told when the clips are planned.
 *
 * @param map     the request's own, as {@link checkRequest} has read it
 * @param ordered whether the production has clips
 * @throws {GeneratorError}
 */
export function checkKeys(
  { generator, made, environment = readEnvironment(process.cwd()) }: RenderRequest,
  map: SceneMap | undefined,
  ordered: boolean,
): void {
  if (made || ordered) return;
  const namedAll = map ? map.scenes.map(scene => scene.generator ?? generator) : [generator];
  for (const name of new Set(namedAll)) {
    const found = name === undefined ? undefined : findGenerator(name);
    if (found) accessOf(found.provider, environment);
  }
}

/**
 * Tells of everything that is wrong with a request and needs no track to see it: before minutes of work, not after.
 *
 * @param outputPath where the video goes
 * @returns the map of the user's own, where the request names one
 * @throws {SettingsError | MediaError | LyricsError | LutError | SceneMapError | ProvenanceError | TranscriptionError |
 * ModelError | GeneratorError} each one clear sentence
 */
export async function checkRequest(
  request: RenderRequest,
  { codec, bitDepth, constantQuality }: VideoSettings,
  outputPath: string,
): Promise<SceneMap | undefined> {
  checkPrecision({ codec, bitDepth, constantQuality });
  const { variation, start, duration, generator, fallback = [], upscale, sceneMapPath, footage } = request;
  if (variation !== undefined && !(Number.isInteger(variation) && variation >= 1 && variation <= mostVariations))
    throw new SettingsError(`Variations are numbered from 1 to ${mostVariations}, not ${variation}.`);
  if (start !== undefined && !(start >= 0)) throw new SettingsError('The start must be 0 seconds or later.');
  if (duration !== undefined && !(duration > 0)) throw new SettingsError('The duration must be more than 0 seconds.');
  if (request.director !== undefined) checkDirector(request.director);
  for (const name of [...(generator === undefined ? [] : [generator]), ...fallback]) findGenerator(name);
  checkGrade(request);
  checkLogo(request);
  const map = sceneMapPath === undefined ? undefined : checkMap(resolve(sceneMapPath), request);
  if (map) resolveGrades(request, map, resolve(sceneMapPath!));
  if (footage !== undefined) footageState(footage);
  await checkWords(request);
  if (upscale !== undefined) await findUpscaler(upscale, request.environment ?? readEnvironment(process.cwd()));
  if (request.credentials) {
    credentialFormat(outputPath);
    await signingIdentity(request.credentials);
  }
  return map;
}
