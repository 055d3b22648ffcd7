import type { Analysis } from '../../audio/analysis.ts';
import type { Scene, SceneMap } from '../document/schema.ts';
import { printTimeShort } from '../document/time-code.ts';
import type { SceneDescription } from '../scene-catalogue.ts';
import { matchScene } from './match-scene.ts';

const ordinals = ['', 'again', 'third time', 'fourth time', 'fifth time'];

/** What an explanation may go by beside map and music. */
export interface ExplainOptions {
  /** Scenes of the built-in generator: tells which words of a description choose one. */
  catalogue?: readonly SceneDescription[];
}

/** A scene that its description chooses: which one and why, where there is a catalogue to choose from. */
function whatOf({ description, motion_intensity, seed = 0, generator }: Scene, { catalogue }: ExplainOptions): string {
  if (!catalogue || generator !== undefined)
    return `${generator === undefined ? '' : `${generator}: `}"${description}"`;
  const { scene, reasons } = matchScene(description, catalogue, { energy: (motion_intensity - 1) / 9, seed });
  return `${scene.name} [${reasons.join('; ')}]`;
}

/**
 * The plan in lines for people, one a scene: "0:32 chorus (B, again): neon-city, motion 8, cut", shots after a
 * section's first indented. A word of the music comes first, the notes last.
 */
export function explainPlan(map: SceneMap, analysis: Analysis, options: ExplainOptions = {}): string[] {
  const tempo =
    analysis.tempo > 0
      ? `${Math.round(analysis.tempo)} beats per minute (${Math.round(analysis.tempoConfidence * 100)}% sure)`
      : 'no steady beat';
  const key = analysis.key.name !== '' && analysis.key.confidence > 0 ? `, ${analysis.key.name}` : '';
  const count = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? '' : 's'}`;
  const lines = [
    `${printTimeShort(analysis.duration)} long, ${tempo}${key}; ${count(analysis.sections.length, 'section')}, ${count(map.scenes.length, 'scene')}`,
  ];
  const heard = new Map<string, number>();
  let sectionIndex = -1;
  for (const scene of map.scenes) {
    // A cut lies on a downbeat beside the section's own border: look a little into the scene.
    const probe = Math.min(scene.start_time + 1, (scene.start_time + scene.end_time) / 2);
    const found = analysis.sections.findIndex(section => probe >= section.start && probe < section.end);
    const section = analysis.sections[found];
    let place = scene.section ?? '';
    let first = true;
    if (section) {
      first = found !== sectionIndex;
      if (first) {
        for (let s = sectionIndex + 1; s <= found; s++)
          heard.set(analysis.sections[s].group, (heard.get(analysis.sections[s].group) ?? 0) + 1);
        sectionIndex = Math.max(sectionIndex, found);
      }
      const times = heard.get(section.group) ?? 1;
      const again = times < 2 ? '' : `, ${ordinals[times - 1] ?? `${times} times now`}`;
      place = `${section.label} (${section.group}${again})`;
    }
    const what = scene.scene ?? whatOf(scene, options);
    const colours = scene.color_palette.length > 0 ? `, ${scene.color_palette.join(' + ')}` : '';
    const transition =
      scene.transition_duration === undefined
        ? scene.transition_type
        : `${scene.transition_type} over ${typeof scene.transition_duration === 'number' ? `${scene.transition_duration} s` : scene.transition_duration.replace(/^1 beats$/, '1 beat')}`;
    lines.push(
      `${printTimeShort(scene.start_time)} ${first ? `${place}: ` : '  … '}${what}, motion ${scene.motion_intensity}, ${transition}${colours}`,
    );
  }
  if (map.notes) lines.push(map.notes);
  return lines;
}
