import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { probeVideo } from '../../media/index.ts';
import { type MusicSources, musicOf, type VideoMusic } from '../analysis/musical-context.ts';
import { type EditRecord, isEdited, loadEdit, shownPart } from '../assembly/edit-record.ts';
import { productionFolderOf } from '../production/production.ts';

/** Beats and transitions by the clock of a video that begins `offset` seconds into the track. */
export function shifted(music: VideoMusic, offset: number): VideoMusic {
  const { context, analysis, scenes } = music;
  return {
    context: {
      accents: context.accents.map(time => time - offset),
      beats: context.beats?.map(time => time - offset),
      transitions: context.transitions.map(t => ({ ...t, time: t.time - offset })),
    },
    analysis: analysis && {
      ...analysis,
      beats: analysis.beats.map(b => ({ ...b, time: b.time - offset })),
      downbeats: analysis.downbeats?.map(b => ({ ...b, time: b.time - offset })),
      sections: analysis.sections.map(s => ({ ...s, start: s.start - offset, end: s.end - offset })),
    },
    scenes: scenes?.map(s => ({ ...s, start: s.start - offset, end: s.end - offset })),
  };
}

/** With the words that an edit shows, by the clock of its video. */
export function withLettering(music: VideoMusic, edit: EditRecord): VideoMusic {
  const { start: offset } = shownPart(edit);
  const lettering = edit.lettering.map(place => ({ ...place, start: place.start - offset, end: place.end - offset }));
  return { ...music, context: { ...music.context, lettering } };
}

/**
 * The production folder that lies beside a video and made it as it stands; undefined where there is none, also where
 * the video has another length by now.
 *
 * @throws {SettingsError | MediaError}
 */
async function productionBeside(videoPath: string): Promise<string | undefined> {
  const folder = productionFolderOf(videoPath);
  if (!isEdited(folder)) return undefined;
  const { video, range } = loadEdit(folder);
  const isOf = resolve(folder, video) === videoPath;
  return isOf && (await probeVideo(videoPath)).frames === range.end - range.first ? folder : undefined;
}

/**
 * What is known of the music of a video, by the video's own clock: from the sources that are given, else from its
 * production, else from its own sound.
 *
 * @param videoPath whole
 * @throws {SettingsError | MediaError | SceneMapError}
 */
export async function musicOfVideo(
  videoPath: string,
  sources: MusicSources,
): Promise<{ music: VideoMusic; production?: string }> {
  const isGiven = sources.beats !== undefined || sources.sceneMap !== undefined;
  const production = sources.production ?? (isGiven ? undefined : await productionBeside(videoPath));
  if (production === undefined || !isEdited(production))
    return { music: await musicOf(videoPath, { ...sources, production }), production };
  if (sources.production === undefined) sources.note?.(`Beats and transitions are those of ${production}.`);
  const edit = loadEdit(production);
  const own = edit.sceneMap === undefined ? undefined : resolve(production, edit.sceneMap);
  const sceneMap = sources.sceneMap ?? (own !== undefined && existsSync(own) ? own : undefined);
  const music = await musicOf(videoPath, { ...sources, production, sceneMap });
  return { music: withLettering(shifted(music, shownPart(edit).start), edit), production };
}
