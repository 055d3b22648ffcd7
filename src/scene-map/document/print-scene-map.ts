import { gradeSchema } from './grade-schema.ts';
import { overlaySchema } from './overlay-schema.ts';
import type { OverlayDescription, Retake, Scene, SceneMap } from './schema.ts';
import { retakeSchema, sceneMapSchema, sceneSchema } from './schema.ts';
import { printTime } from './time-code.ts';

const mapKeys = Object.keys(sceneMapSchema.shape) as (keyof SceneMap)[];
const gradeKeys = Object.keys(gradeSchema.shape) as (keyof NonNullable<Scene['grade']>)[];
const overlayKeys = Object.keys(overlaySchema.shape) as (keyof OverlayDescription)[];
const retakeKeys = Object.keys(retakeSchema.shape) as (keyof Retake)[];
const sceneKeys = Object.keys(sceneSchema.shape) as (keyof Scene)[];

/** A list or a flat object on one line, with a blank after each comma and colon. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return members.length === 0
      ? '{}'
      : `{ ${members.map(([key, member]) => `${JSON.stringify(key)}: ${inline(member)}`).join(', ')} }`;
  }
  return JSON.stringify(value);
}

function printOverlay(overlay: OverlayDescription): unknown {
  const { start_time, end_time } = overlay;
  return Object.fromEntries(
    overlayKeys.map(key => [
      key,
      key === 'start_time' && start_time !== undefined
        ? printTime(start_time)
        : key === 'end_time' && end_time !== undefined
          ? printTime(end_time)
          : overlay[key],
    ]),
  );
}

const printRetake = (retake: Retake): unknown =>
  Object.fromEntries(
    retakeKeys.map(key => [key, key === 'start_time' || key === 'end_time' ? printTime(retake[key]) : retake[key]]),
  );

function printScene(scene: Scene): string {
  const lines: string[] = [];
  for (const key of sceneKeys) {
    const value = scene[key];
    if (value === undefined) continue;
    let written: unknown = value;
    if (key === 'start_time' || key === 'end_time') written = printTime(value as number);
    if (key === 'overlays') written = scene.overlays!.map(printOverlay);
    if (key === 'retakes') written = scene.retakes!.map(printRetake);
    if (key === 'grade') written = Object.fromEntries(gradeKeys.map(name => [name, scene.grade![name]]));
    lines.push(`      ${JSON.stringify(key)}: ${inline(written)}`);
  }
  return `    {\n${lines.join(',\n')}\n    }`;
}

/**
 * The map as JSON for people: keys in the schema's order, times as "m:ss.mmm", short lists on one line, a newline at
 * the end. The same map gives the same text, and {@link parseSceneMap} gives the same map back.
 */
export function printSceneMap(map: SceneMap): string {
  const lines: string[] = [];
  for (const key of mapKeys) {
    const value = map[key];
    if (value === undefined) continue;
    if (key === 'scenes') lines.push(`  "scenes": [\n${map.scenes.map(printScene).join(',\n')}\n  ]`);
    else if (key === 'range' && map.range) {
      lines.push(
        `  "range": ${inline({ start_time: printTime(map.range.start_time), end_time: printTime(map.range.end_time) })}`,
      );
    } else lines.push(`  ${JSON.stringify(key)}: ${inline(value)}`);
  }
  return `{\n${lines.join(',\n')}\n}\n`;
}
