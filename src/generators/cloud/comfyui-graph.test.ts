import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Json } from '../port.ts';
import { asGraph, findRoles, framesOf, missingOnServer, withRoles } from './comfyui-graph.ts';

const template = (name: string) =>
  asGraph(JSON.parse(readFileSync(new URL(`comfyui-templates/${name}.json`, import.meta.url), 'utf8')) as Json);

const wanted = {
  wan: {
    prompt: '5 text',
    negativePrompt: '6 text',
    seed: '8 seed',
    frames: '7 length',
    frameRate: '10 fps',
    output: '11 filename_prefix',
    guidance: '8 cfg',
  },
  ltx: {
    prompt: '3 text',
    negativePrompt: '4 text',
    seed: '9 noise_seed',
    frames: '6 length',
    output: '12 filename_prefix',
    guidance: '9 cfg',
  },
  animatediff: {
    prompt: '6 text',
    negativePrompt: '7 text',
    seed: '9 seed',
    frames: '8 batch_size',
    frameRate: '11 frame_rate',
    output: '11 filename_prefix',
  },
} as const;

for (const [name, places] of Object.entries(wanted))
  test(`the roles of the ${name} template are found, whatever its nodes are called`, () => {
    const graph = template(name);
    const renamed = Object.fromEntries(
      Object.entries(graph)
        .reverse()
        .map(([id, node]) => [
          `n${id}`,
          {
            ...node,
            inputs: Object.fromEntries(
              Object.entries(node.inputs).map(([key, value]) => [
                key,
                Array.isArray(value) ? [`n${value[0]}`, value[1]] : value,
              ]),
            ),
          },
        ]),
    );
    for (const [role, place] of Object.entries(places)) {
      const found = (roles: ReturnType<typeof findRoles>) =>
        roles[role as keyof typeof roles].map(({ node, input }) => `${node} ${input}`);
      assert.deepEqual(found(findRoles(graph)), [place], role);
      assert.deepEqual(found(findRoles(asGraph(renamed as unknown as Json))), [`n${place}`], role);
    }
  });

test('a title decides over what would be found', () => {
  const graph = template('wan');
  graph['6']._meta = { title: 'phosphene: prompt' };
  assert.deepEqual(findRoles(graph).prompt, [{ node: '6', input: 'text' }]);
});

test('values go where their roles are, and the graph that was read stays as it was', () => {
  const graph = template('ltx');
  const roles = findRoles(graph);
  const filled = withRoles(graph, roles, {
    prompt: 'a fox',
    negativePrompt: 'blur',
    seed: 7,
    width: 640,
    frames: framesOf(graph, roles, 4, 24),
  });
  assert.equal(filled['3'].inputs.text, 'a fox');
  assert.equal(filled['4'].inputs.text, 'blur');
  assert.equal(filled['9'].inputs.noise_seed, 7);
  assert.deepEqual([filled['6'].inputs.width, filled['6'].inputs.height, filled['6'].inputs.length], [640, 512, 97]);
  assert.equal(graph['3'].inputs.text, '');
});

test('the number of pictures is on the model’s grid and long enough', () => {
  for (const [name, step] of [
    ['wan', 4],
    ['ltx', 8],
    ['animatediff', 1],
  ] as const) {
    const graph = template(name);
    for (const seconds of [1, 2.3, 5]) {
      const frames = framesOf(graph, findRoles(graph), seconds, 16);
      assert.equal((frames - 1) % step, 0);
      assert.ok(frames - 1 >= seconds * 16 && frames - 1 < seconds * 16 + step);
    }
  }
});

test('what a server lacks is told by name, with what to do', () => {
  const graph = template('animatediff');
  const known = Object.fromEntries(
    ['CheckpointLoaderSimple', 'CLIPTextEncode', 'EmptyLatentImage', 'KSampler', 'VAEDecode', 'VHS_VideoCombine'].map(
      name => [
        name,
        { input: { required: name === 'CheckpointLoaderSimple' ? { ckpt_name: [['other.safetensors']] } : {} } },
      ],
    ),
  );
  const [nodes, file] = missingOnServer(graph, known);
  assert.match(nodes, /lacks the nodes ADE_LoadAnimateDiffModel, .*ComfyUI-Manager/);
  assert.match(file, /no ckpt_name "v1-5-pruned-emaonly.safetensors" \(it has other.safetensors\)/);
});

test('a graph in the page’s own format is refused with the mend', () => {
  assert.throws(() => asGraph({ nodes: [], links: [] }), /Export \(API\)/);
});
