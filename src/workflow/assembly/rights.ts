import { readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import {
  makeSigningIdentity,
  mergeRights,
  nameWarnings,
  ProvenanceError,
  type RightsRecord,
  readRights,
  readSigningIdentity,
  type ShotProvenance,
  type SigningIdentity,
  type SourceType,
  signVideo,
  sourceTypeOfGenerator,
} from '../../finishing/rights/index.ts';
import { providers } from '../../generators/catalogue.ts';
import type { Scene, SceneMap } from '../../scene-map/index.ts';
import { promptOf } from '../clips/scene-words.ts';
import { fileDigest } from '../production/fingerprint.ts';
import { writeWhole } from '../production/production.ts';
import { type EditRecord, partsOfShot, showsScene } from './edit-record.ts';

/** Whose certificate signs the video; none for a self-made one. */
export interface CredentialsRequest {
  certificatePath?: string;
  privateKeyPath?: string;
}

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Remarks on names of real people and brands in a map's prompts. */
export function sceneMapWarnings(map: SceneMap): string[] {
  return nameWarnings([
    ...(map.style ? [{ place: 'The style', text: map.style }] : []),
    ...map.scenes.map((scene, i) => ({
      place: `Scene ${i + 1}`,
      text: [scene.description, scene.camera, ...(scene.cast ?? [])].filter(Boolean).join('; '),
    })),
  ]);
}

const builtInTerms =
  'Apache-2.0 for the program; pictures that it computes are the work of whoever runs it. No trained model is used.';
const footageTerms = 'Clips and stills of your own: their rights are yours to know.';
const otherTerms = 'See the terms of the model that made these shots.';

/** Under which terms a generator's pictures stand, and where those are read. */
function termsOf(type: SourceType, name: string): { terms: string; termsUrl?: string } {
  if (type === 'algorithmicMedia') return { terms: builtInTerms };
  if (type === 'digitalCapture') return { terms: footageTerms };
  const provider = providers.find(one => one.name === name.split('/')[0]);
  if (!provider) return { terms: otherTerms };
  return { terms: `See the terms of ${provider.title}, and of the model.`, termsUrl: provider.termsUrl };
}

/** What was asked for in a scene: services are sent more than the description. */
function promptsOf(map: SceneMap, scene: Scene | undefined, type: SourceType): string[] {
  if (!scene) return [];
  const { negative_prompt } = scene;
  if (type === 'algorithmicMedia' || type === 'digitalCapture') return [scene.description];
  return [promptOf(map, scene), ...(negative_prompt ? [`Not: ${negative_prompt}`] : [])];
}

/** Pictures and clips that a scene goes by: its own, and those of who is in it. */
function referencesIn(map: SceneMap, scene: Scene | undefined): string[] {
  const cast = (scene?.cast ?? []).flatMap(
    name => map.cast?.find(one => one.name.toLowerCase() === name.toLowerCase())?.references ?? [],
  );
  return [...cast, ...(scene?.references ?? [])];
}

/** The track as a record of rights names it. */
export interface TrackIdentity {
  /** SHA-256 of the file, in hexadecimal digits. */
  sha256: string;
  tags: Record<string, string>;
}

/**
 * Writes rights.json of a production: its track, its generators, what they were asked for. What people wrote into it
 * stays.
 */
export async function writeRights(
  folder: string,
  edit: EditRecord,
  map: SceneMap,
  { sha256, tags }: TrackIdentity,
  note: (line: string) => void,
): Promise<void> {
  const path = join(folder, 'rights.json');
  const { record: before, wrong } = readRights(path);
  if (wrong) {
    note(wrong);
    return;
  }
  const made = edit.shots.map(shot => ({ ...shot, by: partsOfShot(shot).map(({ generator }) => generator) }));
  const generators = [...new Set(made.flatMap(({ by }) => by))].map((name): RightsRecord['generators'][number] => {
    const shots = made.filter(({ by }) => by.includes(name));
    const scenes = shots.map(shot => map.scenes.find(({ start_time }) => showsScene(shot, start_time)));
    const sourceType = sourceTypeOfGenerator(name);
    return {
      name,
      model: sourceType === 'algorithmicMedia' ? `Phosphene ${version}, procedural scenes` : name,
      sourceType,
      ...termsOf(sourceType, name),
      prompts: [...new Set(scenes.flatMap(scene => promptsOf(map, scene, sourceType)))],
      references: [...new Set(scenes.flatMap(scene => referencesIn(map, scene)))],
      shots: shots.length,
    };
  });
  const facts = {
    track: { file: edit.audio, sha256, title: tags.title, artist: tags.artist },
    generators,
    overlays: [...new Set(edit.shots.flatMap(({ overlays }) => overlays.map(({ file }) => file)))],
    warnings: sceneMapWarnings(map),
  };
  writeWhole(path, `${JSON.stringify(mergeRights(facts, before), null, 2)}\n`);
}

/** The identity that is to sign: the user's own, or one made for this once. @throws {ProvenanceError} */
export async function signingIdentity({
  certificatePath,
  privateKeyPath,
}: CredentialsRequest): Promise<SigningIdentity> {
  if (certificatePath && privateKeyPath) return readSigningIdentity(certificatePath, privateKeyPath);
  if (certificatePath || privateKeyPath)
    throw new ProvenanceError(
      'Signing needs both --certificate and --private-key; give the other one too, or neither.',
    );
  return makeSigningIdentity(new Date());
}

/** Where a video waits unsigned: beside its final place, with the same ending. */
export function unsignedPath(outputPath: string): string {
  const ending = extname(outputPath);
  return join(dirname(outputPath), `.${basename(outputPath, ending)}.${process.pid}.unsigned${ending}`);
}

/**
 * Signs an assembled video and gives it its final name; the unsigned one goes whatever happens.
 *
 * @throws {ProvenanceError}
 */
export async function finishSigned(
  assembledPath: string,
  outputPath: string,
  folder: string,
  edit: EditRecord,
  map: SceneMap,
  { sha256 }: Pick<TrackIdentity, 'sha256'>,
  identity: SigningIdentity,
  title = basename(outputPath),
): Promise<void> {
  const rate = edit.frameRate.numerator / edit.frameRate.denominator;
  const shots: ShotProvenance[] = [];
  for (const [i, shot] of edit.shots.entries()) {
    shots.push({
      title: `${String(i + 1).padStart(3, '0')} ${shot.scene}`,
      start: (shot.first - edit.range.first) / rate,
      end: (shot.end - edit.range.first) / rate,
      parts: partsOfShot(shot).map(({ generator, first, end }) => ({
        generator,
        sourceType: sourceTypeOfGenerator(generator),
        start: (first - edit.range.first) / rate,
        end: (end - edit.range.first) / rate,
      })),
      overlays: shot.overlays.map(({ file, sha256 }) => ({ title: basename(file), sha256 })),
      prompt: map.scenes.find(({ start_time }) => showsScene(shot, start_time))?.description,
      sha256: await fileDigest(resolve(folder, shot.take)),
    });
  }
  const track = { title: basename(edit.audio), sha256 };
  const signedPath = `${assembledPath}.signed`;
  try {
    await signVideo(assembledPath, signedPath, { title, version, shots, track }, identity);
    renameSync(signedPath, outputPath);
  } finally {
    rmSync(assembledPath, { force: true });
    rmSync(signedPath, { force: true });
  }
}
