import { z } from 'zod';
import { colourModifiers, colourWords } from '../colour/colour-words.ts';
import { paletteFamilies } from '../colour/palette-journey.ts';
import { sceneMapSchema } from './schema.ts';

/** The part of JSON Schema that our documents use. */
interface SchemaNode {
  description?: string;
  type?: string | string[];
  enum?: unknown[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  anyOf?: SchemaNode[];
  items?: SchemaNode;
  properties?: Record<string, SchemaNode>;
  required?: string[];
}

/** JSON Schema (draft 2020-12) of a scene map as it is written, for editors. */
export function sceneMapJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(sceneMapSchema, { io: 'input' }) as Record<string, unknown>;
}

/** `docs/scene-map.schema.json`. */
export function schemaDocument(): string {
  return `${JSON.stringify(sceneMapJsonSchema(), null, 2)}\n`;
}

function formOf(node: SchemaNode): string {
  if (node.enum) return node.enum.map(value => `\`${JSON.stringify(value)}\``).join(' ');
  if (node.anyOf) return [...new Set(node.anyOf.map(formOf))].join(' or ');
  const type = Array.isArray(node.type) ? node.type.join(' or ') : (node.type ?? 'any');
  if (type === 'array') return `list of ${node.items?.type === 'object' ? 'objects' : `${formOf(node.items ?? {})}s`}`;
  if (type === 'integer') return 'whole number';
  if (type === 'number' && node.minimum !== undefined && node.maximum !== undefined)
    return `number, ${node.minimum} to ${node.maximum}`;
  return type.replace('string', 'text');
}

function tableOf(node: SchemaNode): string {
  const rows = Object.entries(node.properties ?? {}).map(([name, field]) => {
    const needed = node.required?.includes(name) ? 'yes' : '';
    return `| \`${name}\` | ${formOf(field)} | ${needed} | ${field.description ?? ''} |`;
  });
  return ['| field | form | needed | meaning |', '|---|---|---|---|', ...rows].join('\n');
}

/** `docs/scene-map.md`: the reference of all fields, made from the schema. */
export function referenceDocument(): string {
  const schema = sceneMapJsonSchema() as SchemaNode;
  const scene = schema.properties!.scenes.items!;
  const list = (words: string[]): string => words.sort().join(', ');
  return `# The scene map

A scene map is the timeline of a video as JSON: which part of the track shows what. \`phosphene plan\` writes one; edit it, and render again:
only what you changed is made anew. This page is made from the schema (\`node src/scene-map/write-documents.ts\`); do not edit it by hand.

\`\`\`json
{
  "$schema": "./scene-map.schema.json",
  "audio_file": "song.flac",
  "output_resolution": "1080p",
  "frame_rate": 24,
  "scenes": [
    {
      "start_time": "0:00",
      "end_time": "0:15.500",
      "description": "Wide aerial of a city at dawn, haze between towers, slow push forward",
      "motion_intensity": 3,
      "color_palette": ["dawn", "soft gold"],
      "transition_type": "fade"
    },
    {
      "start_time": "0:15.500",
      "end_time": "0:31",
      "description": "Neon city street in the rain",
      "motion_intensity": 8,
      "color_palette": "magenta and cyan",
      "transition_type": "cut"
    }
  ]
}
\`\`\`

Size, shape, rate and seed of the video, and the part of the track, are what the map says wherever the command (or the program) that uses it says nothing else.
Scenes cover the track from 0 to its end, or the \`range\`, in order, without gaps or overlaps. An end within a second of the track's end means the track's end.
Times are \`"m:ss"\`, \`"m:ss.mmm"\`, \`"h:mm:ss"\` or seconds as a number; they are held to the millisecond and fall on the nearest video frame.
A map that cannot be used gets every problem at once, each with its line, its place and its mend. An unknown field is an error.

## The map

${tableOf(schema)}

### Each of its \`cast\`

${tableOf(schema.properties!.cast.items!)}

## A scene

${tableOf(scene)}

### Its \`grade\`

${tableOf(scene.properties!.grade)}

### Each of its \`overlays\`

${tableOf(scene.properties!.overlays.items!)}

## Colours

Five colours are made of the words: deep background, shadow, body, accent, highlight. The first colour is the body of the picture, the next the
accent; they change places where the first is much the lighter one. Lightness stands on a fixed ladder, so there is contrast whatever the words. Beside \`#rrggbb\` these are known, in any combination:

${list(Object.keys(colourWords))}.

These bend the colours beside them: ${list(Object.keys(colourModifiers))}.

The planner draws from these families: ${paletteFamilies.map(({ name, base }) => `${name} (${base.join(', ')})`).join('; ')}.
`;
}
