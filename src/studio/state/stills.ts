import { computed } from '@preact/signals';
import { addressOf } from '../api.ts';
import { analysis, here, logoVersion, map, view } from './production.ts';

/** A short name of a text: another text has, all but surely, another. */
function hash(text: string): string {
  let value = 5381;
  for (let i = 0; i < text.length; i++) value = (Math.imul(value, 33) ^ text.charCodeAt(i)) >>> 0;
  return String(value);
}

/** Addresses of the scenes' stills, in order; one changes once its scene looks otherwise. */
export const stillAddresses = computed((): readonly string[] => {
  const now = map.value;
  if (!now || !view.value) return [];
  const { settings, hasLogo } = view.value;
  const all = JSON.stringify([now.seed, now.aspect_ratio, settings, hasLogo, logoVersion.value, analysis.value?.tempo]);
  return now.scenes.map((scene, i) => {
    const { locked: _locked, section: _section, transition_type: _t, transition_duration: _d, ...seen } = scene;
    const of = hash(all + JSON.stringify(seen));
    return addressOf('drawStill', { params: { ...here(), scene: String(i) }, query: { width: '384', of } });
  });
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
