import type { SceneMap } from '../../scene-map/index.ts';
import { defaultSettings, outputSize, resolutions, type VideoSettings } from '../settings.ts';
import type { RenderRequest } from './render-request.ts';

/** The same shape, no larger than a preview. */
function previewResolution(resolution: string, aspectRatio: string): string {
  const { width, height } = outputSize(resolution, aspectRatio);
  const scale = resolutions['720p'] / Math.min(width, height);
  if (scale >= 1) return resolution;
  if (resolution in resolutions) return '720p';
  return [width, height].map(side => 2 * Math.round((side * scale) / 2)).join('x');
}

/**
 * Size, shape, rate and seed as a person's scene map says them, where the request leaves them open; what is seen, it
 * says alone.
 *
 * @param settings what the request comes to without a map
 */
export function settingsWithMap(request: RenderRequest, settings: VideoSettings, map: SceneMap): VideoSettings {
  const { output_resolution: resolution, aspect_ratio: shape = defaultSettings.aspectRatio } = map;
  // A size in pixels has a shape of its own, which must not silence the one that is asked for.
  const otherShape = request.aspectRatio !== undefined && !(resolution in resolutions);
  const open = request.resolution === undefined && !otherShape;
  return {
    ...settings,
    frameRate: request.frameRate ?? map.frame_rate,
    aspectRatio: request.aspectRatio ?? shape,
    seed: request.seed ?? map.seed,
    style: map.style ?? '',
    ...(open ? { resolution: request.preview ? previewResolution(resolution, shape) : resolution } : {}),
  };
}

/** Tells of what a request asks that a person's scene map leaves no room for. */
export function withoutEffect(
  { style = '', seed, variation, sceneMapPath }: RenderRequest,
  settings: VideoSettings,
  map: SceneMap,
): string[] {
  const otherwise = sceneMapPath === undefined ? ' (--replan makes another map)' : '';
  const remarks: string[] = [];
  if (style.trim() !== '' && style !== map.style)
    remarks.push(`The style "${style}" has no effect: the scene map says itself what is seen${otherwise}.`);
  if (seed !== undefined && seed !== map.seed && map.scenes.every(scene => scene.seed !== undefined))
    remarks.push(`The seed ${seed} has no effect: every scene of the map has a seed of its own${otherwise}.`);
  if (variation !== undefined && settings.seed !== map.seed)
    remarks.push(`The scene map was edited and is not variation ${variation}${otherwise}.`);
  return remarks;
}

/** The map with the size and shape of other settings; the very map where it has them. */
export function mapWithSettings(map: SceneMap, { resolution, aspectRatio }: VideoSettings): SceneMap {
  const shape = resolution in resolutions ? (aspectRatio as SceneMap['aspect_ratio']) : undefined;
  if (map.output_resolution === resolution && map.aspect_ratio === shape) return map;
  return { ...map, output_resolution: resolution, aspect_ratio: shape };
}
