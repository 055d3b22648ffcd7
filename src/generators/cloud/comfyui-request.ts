import { readFile } from 'node:fs/promises';
import { type ClipRequest, GeneratorError, type Json } from '../port.ts';
import { asGraph, findRoles, frameRateOf, framesOf, type Graph, withRoles } from './comfyui-graph.ts';
import type { ComfyuiServer } from './comfyui-server.ts';

/**
 * Puts a request's values where the graph has "{{prompt}}", "{{seed}}" and so on; a value alone in its quotes keeps its
 * type.
 */
function fillGraph(graph: Json, values: Readonly<Record<string, string | number>>): Json {
  if (typeof graph === 'string') {
    const whole = /^\{\{(\w+)\}\}$/.exec(graph);
    if (whole && whole[1] in values) return values[whole[1]];
    return graph.replace(/\{\{(\w+)\}\}/g, (text, name: string) => String(values[name] ?? text));
  }
  if (Array.isArray(graph)) return graph.map(part => fillGraph(part, values));
  if (graph === null || typeof graph !== 'object') return graph;
  return Object.fromEntries(Object.entries(graph).map(([key, part]) => [key, fillGraph(part, values)]));
}

const emulatedGraph: Json = {
  1: {
    class_type: 'PromptToVideo',
    inputs: {
      text: '{{prompt}}',
      seed: '{{seed}}',
      width: '{{width}}',
      height: '{{height}}',
      frames: '{{frames}}',
      frame_rate: '{{frame_rate}}',
    },
  },
  2: { class_type: 'SaveVideo', inputs: { filename_prefix: '{{job}}', video: ['1', 0] } },
};

/** Graphs that come with Phosphene, for models whose files the user has put into ComfyUI. */
const comfyuiTemplates = ['wan', 'ltx', 'animatediff', 'sdxl'] as const;

async function readGraph(path: string): Promise<Json> {
  if (path === 'emulated-key') return emulatedGraph;
  const template = comfyuiTemplates.find(name => name === path.toLowerCase());
  if (template)
    return JSON.parse(await readFile(new URL(`comfyui-templates/${template}.json`, import.meta.url), 'utf8')) as Json;
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Json;
  } catch (error) {
    throw new GeneratorError(
      'invalid-input',
      `The graph ${path} (COMFYUI_WORKFLOW) cannot be read: ${(error as Error).message}. Save it in ComfyUI with "Export (API)".`,
    );
  }
}

async function graphByRoles(
  graph: Graph,
  request: ClipRequest,
  jobId: string,
  usualRate: number,
  { checkFor, upload }: ComfyuiServer,
): Promise<Json> {
  const roles = findRoles(graph);
  if (roles.prompt.length === 0)
    throw new GeneratorError(
      'invalid-input',
      'In the graph of COMFYUI_WORKFLOW no prompt can be found; give the node that takes it the title "phosphene: prompt", or write {{prompt}} there.',
    );
  const { firstFrame, size } = request;
  if (firstFrame && roles.firstFrame.length === 0)
    throw new GeneratorError(
      'invalid-input',
      'The graph of COMFYUI_WORKFLOW loads no picture, but the scene has one to begin with.',
    );
  if (firstFrame && 'url' in firstFrame)
    throw new GeneratorError('invalid-input', 'ComfyUI takes pictures from files; give a path instead of an address.');
  await checkFor(graph);
  const frameRate = frameRateOf(graph, roles) ?? usualRate;
  return withRoles(graph, roles, {
    prompt: request.prompt,
    negativePrompt: request.negativePrompt ?? '',
    seed: request.seed ?? 0,
    guidance: request.guidance,
    width: size.width,
    height: size.height,
    frames: framesOf(graph, roles, request.seconds, frameRate),
    firstFrame: firstFrame && (await upload(firstFrame.path)),
    // Found by its name on the disk even where the server has forgotten the job.
    output: `phosphene/${jobId}`,
  }) as unknown as Json;
}

/**
 * The graph for a clip: the user's, with the request's values at their places.
 *
 * @param workflow name of a template, or path of a graph in API form
 * @throws {GeneratorError} when the graph cannot be read, lacks a place, or the server lacks what it needs
 */
export async function graphFor(
  workflow: string,
  request: ClipRequest,
  jobId: string,
  frameRate: number,
  server: ComfyuiServer,
): Promise<Json> {
  const graph = await readGraph(workflow);
  const text = JSON.stringify(graph);
  if (!text.includes('{{')) return graphByRoles(asGraph(graph), request, jobId, frameRate, server);
  if (!text.includes('{{prompt}}'))
    throw new GeneratorError(
      'invalid-input',
      'The graph of COMFYUI_WORKFLOW has no {{prompt}}; write it where the description belongs.',
    );
  const { firstFrame } = request;
  if (firstFrame && !text.includes('{{first_frame}}'))
    throw new GeneratorError(
      'invalid-input',
      'The graph of COMFYUI_WORKFLOW has no {{first_frame}}, but the scene has a picture to begin with.',
    );
  if (firstFrame && 'url' in firstFrame)
    throw new GeneratorError('invalid-input', 'ComfyUI takes pictures from files; give a path instead of an address.');
  return fillGraph(graph, {
    prompt: request.prompt,
    negative_prompt: request.negativePrompt ?? '',
    seed: request.seed ?? 0,
    guidance: request.guidance ?? 5,
    width: request.size.width,
    height: request.size.height,
    seconds: request.seconds,
    frame_rate: frameRate,
    frames: Math.round(request.seconds * frameRate) + 1,
    // Found by its name on the disk even where the server has forgotten the job.
    job: `phosphene/${jobId}`,
    first_frame: firstFrame ? await server.upload(firstFrame.path) : '',
  });
}
