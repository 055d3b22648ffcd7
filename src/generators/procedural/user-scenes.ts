import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { readJson, type SceneDescription } from '../../scene-map/index.ts';
import { compilePass } from './cpu/compile.ts';
import { passDeclarations } from './render-graph.ts';
import {
  type SceneLibrary,
  sceneLibrary,
  sceneSource,
  sceneSourceFingerprint,
  sharedShaderText,
} from './scene-library.ts';
import { readShader } from './shader-files.ts';
import { frameBlock } from './shading/frame-uniforms.ts';
import { ShaderError } from './shading/language/lexer.ts';

/** Scenes of the user's own that cannot be used as they stand: every problem with its file and line. */
export class UserSceneError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(
      problems.length === 1
        ? problems[0]
        : `The scenes have ${problems.length} problems:\n${problems.map(p => `  ${p}`).join('\n')}`,
    );
    this.name = 'UserSceneError';
    this.problems = problems;
  }
}

const share = z.number().min(0).max(1);
const knob = z.union([share, z.null()]);

/** The description beside a scene's WGSL: all but the summary has a default. */
const userSceneSchema = z.strictObject({
  $schema: z.string().optional(),
  title: z.string().min(1).optional().describe('For people. Default: the name of the file.'),
  summary: z.string().min(3).describe('What one sees, as a noun phrase that also serves as a prompt.'),
  families: z.array(z.string()).optional().describe('Kinds of picture, such as "city" or "abstract": neighbours in time differ in them.'),
  terms: z.record(z.string(), z.number().positive().max(10)).optional().describe('Words that call for the scene, with weights; 3 names it.'),
  looks: z.array(z.string().min(1)).max(4).optional().describe('Names of the knobs frame.look.x to w.'),
  lookTerms: z.record(z.string(), z.array(knob).max(4)).optional().describe('Words that turn the knobs: a value from 0 to 1 for each, null to leave it.'),
  energy: z.tuple([share, share]).optional().describe('Energies of the music at which it is at home.'),
  musicalCouplings: z.array(z.string()).optional().describe('How one sees the music in it.'),
}); // biome-ignore format: one line each

/** A scene as it lies in a folder. */
interface SceneFiles {
  name: string;
  /** Paths of its WGSL and of its description. */
  shader: string;
  description: string;
  /** What they hold; no description where there is none. */
  source: string;
  told?: string;
}

const nameForm = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Every WGSL file of a folder, and of the folders in it, with the place of its description. */
function filesIn(folder: string): SceneFiles[] {
  const inside = (path: string): string[] =>
    readdirSync(path)
      .filter(name => name.endsWith('.wgsl'))
      .sort()
      .map(name => join(path, name));
  const folders = readdirSync(folder)
    .sort()
    .map(name => join(folder, name))
    .filter(path => statSync(path).isDirectory());
  return [folder, ...folders].flatMap(inside).map(shader => {
    const stem = shader.slice(0, -'.wgsl'.length);
    const description = `${stem}.json`;
    return {
      name: stem.slice(Math.max(stem.lastIndexOf('/'), stem.lastIndexOf('\\')) + 1),
      shader,
      description,
      source: readFileSync(shader, 'utf8'),
      ...(existsSync(description) ? { told: readFileSync(description, 'utf8') } : {}),
    };
  });
}

const four = <T>(given: readonly T[], otherwise: (i: number) => T): [T, T, T, T] =>
  [0, 1, 2, 3].map(i => given[i] ?? otherwise(i)) as [T, T, T, T];

function readDescription({ name, told }: SceneFiles, place: string): SceneDescription | string[] {
  if (told === undefined) return [`${place}: is missing; the scene needs at least {"summary": "what one sees"} in it.`];
  const json = readJson(told);
  if ('fault' in json) return [`${place}, line ${json.fault.line}: this is not JSON: ${json.fault.message}`];
  const result = userSceneSchema.safeParse(json.value);
  if (!result.success)
    return result.error.issues.map(issue => {
      const at = issue.path.reduce<string>(
        (whole, key) =>
          typeof key === 'number' ? `${whole}[${key}]` : whole === '' ? String(key) : `${whole}.${String(key)}`,
        '',
      );
      const line = json.positions.get(at)?.line ?? json.positions.get('')?.line ?? 1;
      return `${place}, line ${line}${at === '' ? '' : `, ${at}`}: ${issue.message}.`;
    });
  const {
    title,
    summary,
    families = ['own'],
    terms,
    looks = [],
    lookTerms = {},
    energy = [0, 1],
    musicalCouplings = [],
  } = result.data;
  return {
    name,
    title: title ?? name.replaceAll('-', ' '),
    summary,
    families,
    terms: terms ?? { [name.replaceAll('-', ' ')]: 3 },
    looks: four(looks, i => `knob ${i + 1}`),
    lookTerms: Object.fromEntries(Object.entries(lookTerms).map(([term, values]) => [term, four(values, () => null)])),
    energy: energy[0] <= energy[1] ? energy : [energy[1], energy[0]],
    cost: 1,
    musicalCouplings,
  };
}

/** What is wrong with a scene's WGSL, with the line in its own file; undefined where it compiles. */
function shaderProblem(source: string, place: string): string | undefined {
  if (!/\bfn\s+shade\s*\(/.test(source))
    return `${place}: there is no function "shade"; a scene is drawn by fn shade(pixel: vec2f) -> vec4f.`;
  const pass = {
    name: 'shade',
    source,
    entry: 'shade',
    block: frameBlock,
    blockName: 'frame',
    uniforms: 0,
    reads: [],
    writes: '',
  };
  const before = passDeclarations(pass) + readShader('shading/common.wgsl');
  try {
    compilePass(before + source, { entry: 'shade', textures: [], target: 'rgba' });
    return undefined;
  } catch (error) {
    if (!(error instanceof ShaderError)) return `${place}: cannot be compiled: ${(error as Error).message}`;
    const line = error.position.line - (before.split('\n').length - 1);
    const what = error.message.replace(/^line \d+, column \d+: /, '');
    return line >= 1 ? `${place}, line ${line}, column ${error.position.column}: ${what}` : `${place}: ${what}`;
  }
}

/** Libraries that were read last, by their folders: to check one anew is to compile all its scenes. */
const recent = new Map<string, { read: string; library: SceneLibrary }>();
const mostRecent = 4;

/**
 * The built-in scenes together with those of folders: each a `name.wgsl` with a `name.json` beside it. All are read,
 * checked and compiled once; the same object as long as the files hold the same.
 *
 * @param folders read in order; one that is not there is an error
 * @throws {UserSceneError} with every problem at once
 */
export function readSceneLibrary(folders: readonly string[]): SceneLibrary {
  const problems: string[] = [];
  const found: (SceneFiles & { folder: string })[] = [];
  for (const folder of folders) {
    if (existsSync(folder) && statSync(folder).isDirectory())
      found.push(...filesIn(folder).map(files => ({ ...files, folder })));
    else problems.push(`There is no folder ${folder}; --scenes takes a folder of scenes (name.wgsl and name.json).`);
  }
  const key = folders.join('\n');
  const read = JSON.stringify(found);
  const known = recent.get(key);
  if (known?.read === read && problems.length === 0) return known.library;
  const own = new Map<string, { description: SceneDescription; source: string }>();
  for (const files of found) {
    const { name, folder, source } = files;
    const place = (path: string): string => join(folder, relative(folder, path));
    if (!nameForm.test(name)) {
      problems.push(`${place(files.shader)}: a scene's name is in lower case with hyphens, such as "glass-rain".`);
      continue;
    }
    if (sceneLibrary.some(scene => scene.name === name)) {
      problems.push(`${place(files.shader)}: "${name}" is the name of a built-in scene; choose another.`);
      continue;
    }
    const description = readDescription(files, place(files.description));
    if (Array.isArray(description)) problems.push(...description);
    const shader = shaderProblem(source, place(files.shader));
    if (shader) problems.push(shader);
    if (!Array.isArray(description) && !shader) own.set(name, { description, source });
  }
  if (problems.length > 0) throw new UserSceneError(problems);
  const library: SceneLibrary = {
    scenes: [...sceneLibrary, ...[...own.values()].map(({ description }) => description)],
    source: name => own.get(name)?.source ?? sceneSource(name),
    fingerprint(name) {
      const scene = own.get(name);
      if (!scene) return sceneSourceFingerprint(name);
      return createHash('sha256').update(scene.source).update(sharedShaderText()).digest('hex').slice(0, 16);
    },
    own: [...own.keys()],
  };
  recent.delete(key);
  recent.set(key, { read, library });
  for (const oldest of recent.keys()) if (recent.size > mostRecent) recent.delete(oldest);
  return library;
}
