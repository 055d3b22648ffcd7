import { computed } from '@preact/signals';
import type { Scene } from '../../scene-map/document/schema.ts';
import { addressOf } from '../api.ts';
import { sceneAt } from '../map-edits.ts';
import { analysis, here, keptMap, keptSettings, logoVersion, map, view } from './production.ts';

/** A short name of a text: another text has, all but surely, another. */
function hash(text: string): string {
  let value = 5381;
  for (let i = 0; i < text.length; i++) value = (Math.imul(value, 33) ^ text.charCodeAt(i)) >>> 0;
  return String(value);
}

/** What a still shows of a scene, as text. */
function seenOf({ locked: _locked, section: _section, transition_type: _t, transition_duration: _d, ...seen }: Scene) {
  return JSON.stringify(seen);
}

/** Addresses of the stills of the map that the server keeps; one changes once its scene looks otherwise. */
const keptAddresses = computed((): readonly string[] => {
  const kept = keptMap.value;
  if (!kept || !view.value) return [];
  const looks = [keptSettings.value, view.value.hasLogo, logoVersion.value, analysis.value?.tempo];
  const all = JSON.stringify([kept.seed, kept.aspect_ratio, ...looks]);
  return kept.scenes.map((scene, i) => {
    const of = hash(all + seenOf(scene));
    return addressOf('drawStill', { params: { ...here(), scene: String(i) }, query: { width: '384', of } });
  });
});

/**
 * Addresses of the scenes' stills, in order. The server draws the map that it keeps: asked for a scene before an edit
 * has arrived, it would send the picture of before under the address of the new one. Until then a scene shows what
 * is kept at its place in the song.
 */
export const stillAddresses = computed((): readonly string[] => {
  const [now, kept, addresses] = [map.value, keptMap.value, keptAddresses.value];
  if (!now || !kept || addresses.length === 0) return [];
  if (now === kept) return addresses;
  return now.scenes.map(({ start_time, end_time }) => addresses[sceneAt(kept, (start_time + end_time) / 2)]);
});

/** The address of a scene's still with another seed. */
export const variationAddress = (index: number, seed: number): string =>
  addressOf('drawStill', {
    params: { ...here(), scene: String(index) },
    query: { width: '384', of: hash(stillAddresses.value[index] ?? ''), seed: String(seed) },
  });

/** The shape of the stills, as a style for what holds them: they are seen whole, and tall ones stand closer. */
export const stillShape = computed(() => {
  const { resolution, aspectRatio } = view.value?.settings ?? {};
  // What is chosen counts before what the map tells, as where the stills are drawn.
  const size = resolution ?? (aspectRatio === undefined ? map.value?.output_resolution : undefined) ?? '';
  const shape = aspectRatio ?? map.value?.aspect_ratio ?? '16:9';
  const exact = /^(\d+)x(\d+)$/.exec(size)?.slice(1);
  const [width, height] = (exact ?? shape.split(':')).map(Number);
  const style = { '--still-shape': `${width} / ${height}` };
  return width < height
    ? { ...style, '--still-width': '132px', '--still-columns': '6', '--plan-still-width': '96px' }
    : style;
});
