import assert from 'node:assert/strict';
import test from 'node:test';
import type { Analysis } from '../../audio/analysis.ts';
import { sceneLibrary } from '../../generators/procedural/scene-library.ts';
import { createRandom } from '../random.ts';
import { popForm, song } from '../test-fixtures.ts';
import { feltSections, musicalCharacter } from './musical-character.ts';
import { planSceneMap } from './plan-scene-map.ts';

/** Drums in eighths, deep bass and beats to the millisecond. */
function programmed(): Analysis {
  const analysis = song({ form: popForm, tempo: 128, mood: { valence: 0.4, arousal: 0.85 } });
  const hat = Array.from({ length: Math.floor(analysis.duration * 4) }, (_, i) => ({ time: i / 4, strength: 0.8 }));
  analysis.onsets.hat.push(...hat);
  return analysis;
}

/** The same form without drums and deep bass, by a player whose beats move by some hundredths, calm. */
function played(): Analysis {
  const analysis = song({ form: popForm, tempo: 84, mood: { valence: 0.3, arousal: 0.12 } });
  const random = createRandom(3);
  for (const beat of analysis.beats) beat.time += 0.05 * (random() - 0.5);
  return {
    ...analysis,
    features: { ...analysis.features, sub: new Float32Array(analysis.features.frames).fill(0.08) },
  };
}

const urban = ['city', 'street', 'club', 'retro', 'game', 'graphic', 'speed', 'traffic'];
const natural = ['nature', 'art', 'fluid', 'woodland'];

/** Seconds of a plan in scenes of some families, as a share. */
function shareOf(analysis: Analysis, families: readonly string[], style?: string): number {
  let [some, all] = [0, 0];
  for (let seed = 0; seed < 10; seed++) {
    const options = { audioFile: 'a.wav', seed, frameRate: 24, resolution: '1080p', ...(style ? { style } : {}) };
    for (const { scene, start_time, end_time } of planSceneMap(analysis, sceneLibrary, options).scenes) {
      const seconds = end_time - start_time;
      all += seconds;
      if (sceneLibrary.find(({ name }) => name === scene)!.families.some(family => families.includes(family)))
        some += seconds;
    }
  }
  return some / all;
}

test('programmed music is told from played music, with what it was heard from', () => {
  const [machine, hand] = [musicalCharacter(programmed()), musicalCharacter(played())];
  assert.ok(machine.synthetic > 0.6, `${machine.synthetic}`);
  assert.ok(hand.synthetic < -0.8, `${hand.synthetic}`);
  assert.match(machine.evidence.join(', '), /beats exact to \d ms.*cymbals throughout/);
  assert.match(hand.evidence.join(', '), /beats that breathe by \d+ ms, little below the bass, no cymbals/);
  assert.ok(feltSections([{ ...programmed().sections[0], energy: 1 }], hand)[0].energy < 0.6);
});

test('without a style the character weighs the families: no neon for a quiet piano, and words outweigh it', () => {
  const [machineUrban, handUrban] = [shareOf(programmed(), urban), shareOf(played(), urban)];
  const [machineNatural, handNatural] = [shareOf(programmed(), natural), shareOf(played(), natural)];
  assert.ok(machineUrban > 0.5 && handUrban < 0.2, `${machineUrban.toFixed(2)} and ${handUrban.toFixed(2)} urban`);
  assert.ok(
    handNatural > 0.5 && machineNatural < 0.25,
    `${handNatural.toFixed(2)} and ${machineNatural.toFixed(2)} natural`,
  );
  const asked = shareOf(played(), urban, 'neon city street at night, cyberpunk');
  assert.ok(asked > handUrban + 0.2, `${asked.toFixed(2)} urban where a style asks for it`);
  const { notes } = planSceneMap(played(), sceneLibrary, {
    audioFile: 'a',
    seed: 1,
    frameRate: 24,
    resolution: '1080p',
  });
  assert.match(notes!, /sounds played by hand: nature, open country and paint come first \(beats that breathe/);
});
