import { createHash } from 'node:crypto';
import type { SceneDescription } from '../../scene-map/scene-catalogue.ts';
import { aerialDawn } from './scenes/aerial-dawn.ts';
import { blocks } from './scenes/blocks.ts';
import { club } from './scenes/club.ts';
import { corridor } from './scenes/corridor.ts';
import { crystals } from './scenes/crystals.ts';
import { desert } from './scenes/desert.ts';
import { fire } from './scenes/fire.ts';
import { flowers } from './scenes/flowers.ts';
import { fluidSmoke } from './scenes/fluid-smoke.ts';
import { forest } from './scenes/forest.ts';
import { fractal } from './scenes/fractal.ts';
import { geometry } from './scenes/geometry.ts';
import { highway } from './scenes/highway.ts';
import { inkPaint } from './scenes/ink-paint.ts';
import { kaleidoscope } from './scenes/kaleidoscope.ts';
import { liquidMetal } from './scenes/liquid-metal.ts';
import { mountainsAurora } from './scenes/mountains-aurora.ts';
import { neonCity } from './scenes/neon-city.ts';
import { ocean } from './scenes/ocean.ts';
import { paperHills } from './scenes/paper-hills.ts';
import { particlesSwarm } from './scenes/particles-swarm.ts';
import { pool } from './scenes/pool.ts';
import { poster } from './scenes/poster.ts';
import { ribbons } from './scenes/ribbons.ts';
import { stage } from './scenes/stage.ts';
import { starfield } from './scenes/starfield.ts';
import { storm } from './scenes/storm.ts';
import { synthwave } from './scenes/synthwave.ts';
import { tunnel } from './scenes/tunnel.ts';
import { underwater } from './scenes/underwater.ts';
import { vhsPixel } from './scenes/vhs-pixel.ts';
import { warehouse } from './scenes/warehouse.ts';
import { readShader } from './shader-files.ts';

/** The scenes that the built-in generator can draw. */
export const sceneLibrary: readonly SceneDescription[] = [
  neonCity,
  warehouse,
  aerialDawn,
  tunnel,
  mountainsAurora,
  ocean,
  geometry,
  synthwave,
  starfield,
  forest,
  storm,
  desert,
  club,
  underwater,
  fire,
  crystals,
  liquidMetal,
  fluidSmoke,
  kaleidoscope,
  fractal,
  particlesSwarm,
  inkPaint,
  corridor,
  vhsPixel,
  poster,
  stage,
  highway,
  blocks,
  flowers,
  pool,
  paperHills,
  ribbons,
];

/**
 * The WGSL of a scene.
 *
 * @throws {RangeError} when the library has no such scene
 */
export function sceneSource(name: string): string {
  if (!sceneLibrary.some(scene => scene.name === name))
    throw new RangeError(`The built-in generator has no scene "${name}".`);
  return readShader(`scenes/${name}.wgsl`);
}

const sharedShaders = [
  'shading/common.wgsl',
  'post/motion-blur.wgsl',
  'post/bloom.wgsl',
  'post/join-glow.wgsl',
  'post/spread-glow.wgsl',
  'post/develop.wgsl',
  'post/grade.wgsl',
  'post/enlarge.wgsl',
  'post/chroma.wgsl',
  'cpu/builtins.wgsl',
];

/** The shader code that every scene's picture is made with, beside its own. */
export function sharedShaderText(): string {
  return sharedShaders.map(readShader).join('');
}

/** A name for all the shader code that a scene's picture is made with. */
export function sceneSourceFingerprint(name: string): string {
  return createHash('sha256').update(sceneSource(name)).update(sharedShaderText()).digest('hex').slice(0, 16);
}

let everyScene: string | undefined;

/** A name for the shader code of all built-in scenes: another one where any of them is drawn otherwise. */
export function builtInFingerprint(): string {
  everyScene ??= createHash('sha256')
    .update(sceneLibrary.map(({ name }) => sceneSource(name)).join())
    .update(sharedShaderText())
    .digest('hex')
    .slice(0, 16);
  return everyScene;
}

/** The scenes that a production can show, with their shaders. */
export interface SceneLibrary {
  scenes: readonly SceneDescription[];
  /** The WGSL of a scene. @throws {RangeError} when there is no such scene */
  source(name: string): string;
  /** A name for all the shader code that a scene's picture is made with. */
  fingerprint(name: string): string;
  /** Names of those that the user brought. */
  own: readonly string[];
}

/** The scenes that come with Phosphene. */
export const builtInLibrary: SceneLibrary = {
  scenes: sceneLibrary,
  source: sceneSource,
  fingerprint: sceneSourceFingerprint,
  own: [],
};
