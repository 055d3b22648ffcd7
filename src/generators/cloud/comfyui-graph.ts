import { GeneratorError, type Json } from '../port.ts';

/** A node of a graph in ComfyUI's API format. */
interface Node {
  class_type: string;
  inputs: Record<string, Json>;
  _meta?: { title?: string };
}
export type Graph = Record<string, Node>;

/** Where a value goes: an input of a node. */
interface Place {
  node: string;
  input: string;
}

/** What of a graph is ours to set, found by what it does and never by a node's number. */
export interface Roles {
  prompt: Place[];
  negativePrompt: Place[];
  seed: Place[];
  guidance: Place[];
  width: Place[];
  height: Place[];
  /** Number of pictures. */
  frames: Place[];
  frameRate: Place[];
  firstFrame: Place[];
  /** Name of the file that is saved. */
  output: Place[];
}
export type Role = keyof Roles;

const roleNames: readonly Role[] = [
  'prompt',
  'negativePrompt',
  'seed',
  'guidance',
  'width',
  'height',
  'frames',
  'frameRate',
  'firstFrame',
  'output',
];

/** Names that inputs of a role have in ComfyUI's own nodes and in those that are used most. */
const inputNames: Readonly<Record<Role, readonly string[]>> = {
  prompt: ['text', 'prompt', 'clip_l', 't5xxl', 'text_g', 'text_l', 'string', 'value'],
  negativePrompt: ['text', 'prompt', 'clip_l', 't5xxl', 'text_g', 'text_l', 'string', 'value', 'negative_prompt'],
  seed: ['seed', 'noise_seed'],
  guidance: ['cfg', 'guidance'],
  width: ['width'],
  height: ['height'],
  frames: ['length', 'frames', 'num_frames', 'frame_count', 'video_frames'],
  frameRate: ['fps', 'frame_rate'],
  firstFrame: ['image'],
  output: ['filename_prefix'],
};

const isLink = (value: Json | undefined): value is [string, number] =>
  Array.isArray(value) && value.length === 2 && typeof value[1] === 'number' && typeof value[0] !== 'object';

/** @throws {GeneratorError} when the graph is not in API format */
export function asGraph(value: Json): Graph {
  const nodes = value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.values(value) : [];
  const whole =
    nodes.length > 0 &&
    nodes.every(node => node !== null && typeof node === 'object' && 'class_type' in node && 'inputs' in node);
  if (!whole)
    throw new GeneratorError(
      'invalid-input',
      'The graph of COMFYUI_WORKFLOW is not in ComfyUI\'s API format; save it there with "Export (API)".',
    );
  return value as unknown as Graph;
}

/** Inputs of a node that hold a value of the wanted kind themselves. */
function ownInputs(graph: Graph, node: string, role: Role): Place[] {
  const { inputs } = graph[node];
  const isText = role === 'prompt' || role === 'negativePrompt' || role === 'output' || role === 'firstFrame';
  return inputNames[role]
    .filter(input => typeof inputs[input] === (isText ? 'string' : 'number'))
    .map(input => ({ node, input }));
}

/** All nodes that a node's inputs lead to, nearest first. */
function upstream(graph: Graph, starts: readonly string[]): string[] {
  const seen = new Set<string>();
  const queue = [...starts];
  while (queue.length > 0) {
    const node = queue.shift()!;
    if (seen.has(node) || !graph[node]) continue;
    seen.add(node);
    for (const value of Object.values(graph[node].inputs)) if (isLink(value)) queue.push(String(value[0]));
  }
  return [...seen];
}

/**
 * Follows a conditioning to the texts that it is made of. Nodes that pass both sides on have the positive one first.
 */
function textsBehind(graph: Graph, link: Json | undefined, role: 'prompt' | 'negativePrompt'): Place[] {
  if (!isLink(link)) return [];
  const [node, output] = [String(link[0]), link[1]];
  if (!graph[node]) return [];
  const own = ownInputs(graph, node, role);
  if (own.length > 0) return own;
  const { inputs } = graph[node];
  if (isLink(inputs.positive) && isLink(inputs.negative))
    return textsBehind(graph, output === 0 ? inputs.positive : inputs.negative, role);
  for (const name of ['conditioning', 'conditioning_1', 'positive', 'text', 'prompt', 'string']) {
    const found = textsBehind(graph, inputs[name], role);
    if (found.length > 0) return found;
  }
  return [];
}

/**
 * Finds what may be set in a graph: from the samplers back to texts, sizes and seeds. A title such as "phosphene:
 * prompt" on a node decides over everything.
 */
export function findRoles(graph: Graph): Roles {
  const roles: Roles = {
    prompt: [],
    negativePrompt: [],
    seed: [],
    guidance: [],
    width: [],
    height: [],
    frames: [],
    frameRate: [],
    firstFrame: [],
    output: [],
  };
  const ids = Object.keys(graph);
  for (const id of ids) {
    const titled = /phosphene:\s*([a-z ]+)/i
      .exec(graph[id]._meta?.title ?? '')?.[1]
      .trim()
      .toLowerCase();
    const role = roleNames.find(name => name.toLowerCase() === titled?.replaceAll(' ', ''));
    if (role) roles[role].push(...ownInputs(graph, id, role).slice(0, 1));
  }
  const samplers = ids.filter(
    id =>
      isLink(graph[id].inputs.positive) && (isLink(graph[id].inputs.latent_image) || isLink(graph[id].inputs.model)),
  );
  // A sampler that feeds a second one is not the end of the chain, but its seed and guidance count as well.
  const before = upstream(graph, samplers);
  const add = (role: Role, places: readonly Place[]): void => {
    const known = new Set(roles[role].map(({ node, input }) => `${node} ${input}`));
    roles[role].push(...places.filter(({ node, input }) => !known.has(`${node} ${input}`)));
  };
  const titledAlready = new Set(roleNames.filter(role => roles[role].length > 0));
  const find = (role: Role, places: () => readonly Place[]): void => {
    if (!titledAlready.has(role)) add(role, places());
  };
  for (const sampler of samplers) {
    find('prompt', () => textsBehind(graph, graph[sampler].inputs.positive, 'prompt'));
    find('negativePrompt', () => textsBehind(graph, graph[sampler].inputs.negative, 'negativePrompt'));
  }
  find('seed', () => before.flatMap(node => ownInputs(graph, node, 'seed')));
  find('guidance', () => samplers.flatMap(node => ownInputs(graph, node, 'guidance')));
  const sized = before.filter(
    node =>
      ownInputs(graph, node, 'width').length > 0 &&
      ownInputs(graph, node, 'height').length > 0 &&
      /latent|vid/i.test(graph[node].class_type),
  );
  find('width', () => sized.flatMap(node => ownInputs(graph, node, 'width')));
  find('height', () => sized.flatMap(node => ownInputs(graph, node, 'height')));
  find('frames', () => {
    const own = sized.flatMap(node => ownInputs(graph, node, 'frames').slice(0, 1));
    // AnimateDiff takes the pictures of a batch for the frames of a clip.
    const animated = ids.some(id => /^(?:ADE_|AnimateDiff)/i.test(graph[id].class_type));
    return own.length > 0 || !animated
      ? own
      : sized
          .filter(node => typeof graph[node].inputs.batch_size === 'number')
          .map(node => ({ node, input: 'batch_size' }));
  });
  find('frameRate', () => ids.flatMap(node => ownInputs(graph, node, 'frameRate')));
  find('firstFrame', () =>
    ids.filter(id => graph[id].class_type === 'LoadImage').flatMap(node => ownInputs(graph, node, 'firstFrame')),
  );
  find('output', () => ids.flatMap(node => ownInputs(graph, node, 'output')));
  return roles;
}

/** Frames a second that a graph makes; undefined where it names none. */
export function frameRateOf(graph: Graph, { frameRate }: Roles): number | undefined {
  const [place] = frameRate;
  return place ? Number(graph[place.node].inputs[place.input]) : undefined;
}

/** Number of pictures for a length: models make them in steps, of 4 (Wan, Hunyuan) or 8 (LTX), and one. */
export function framesOf(graph: Graph, { frames }: Roles, seconds: number, frameRate: number): number {
  const kind = frames[0] ? graph[frames[0].node].class_type : '';
  const step = /LTXV/i.test(kind) ? 8 : /Wan|Hunyuan|Cosmos|Mochi/i.test(kind) ? 4 : 1;
  return Math.ceil((seconds * frameRate) / step - 1e-9) * step + 1;
}

/** A graph with values set by their roles. Roles that the graph lacks are left out. */
export function withRoles(graph: Graph, roles: Roles, values: Readonly<Partial<Record<Role, string | number>>>): Graph {
  const filled = structuredClone(graph);
  for (const [role, value] of Object.entries(values) as [Role, string | number | undefined][])
    if (value !== undefined) for (const { node, input } of roles[role]) filled[node].inputs[input] = value;
  return filled;
}

/**
 * Holds a graph against what a server can do.
 *
 * @param known `GET /object_info`: classes with the values that their inputs may have
 * @returns sentences for people; empty where all is there
 */
export function missingOnServer(
  graph: Graph,
  known: Readonly<
    Record<string, { input?: { required?: Record<string, unknown>; optional?: Record<string, unknown> } }>
  >,
): string[] {
  const lacking: string[] = [];
  const absent = [...new Set(Object.values(graph).map(node => node.class_type))].filter(name => !(name in known));
  if (absent.length > 0)
    lacking.push(
      `it lacks the ${absent.length === 1 ? 'node' : 'nodes'} ${absent.join(', ')}; install ${absent.length === 1 ? 'it' : 'them'} with ComfyUI-Manager ("Install missing custom nodes"), or update ComfyUI`,
    );
  for (const { class_type, inputs } of Object.values(graph)) {
    const declared = { ...known[class_type]?.input?.optional, ...known[class_type]?.input?.required };
    for (const [name, value] of Object.entries(inputs)) {
      const choices = Array.isArray(declared[name]) ? (declared[name] as unknown[])[0] : undefined;
      if (typeof value !== 'string' || !Array.isArray(choices) || class_type === 'LoadImage') continue;
      if (!choices.includes(value)) {
        const shown =
          choices.length > 0
            ? `it has ${choices.slice(0, 5).join(', ')}${choices.length > 5 ? ' …' : ''}`
            : 'it has none';
        lacking.push(`${class_type} has no ${name} "${value}" (${shown}); put the file into ComfyUI's models folder`);
      }
    }
  }
  return lacking;
}
