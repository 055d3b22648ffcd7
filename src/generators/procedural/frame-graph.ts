import type { JoinKind } from './join.ts';
import { postBlock } from './post/post-uniforms.ts';
import type { PassDescription, RenderGraph, TextureDescription } from './render-graph.ts';
import { readShader } from './shader-files.ts';
import { frameBlock } from './shading/frame-uniforms.ts';

/** Size of a picture in pixels. */
export interface PictureSize {
  width: number;
  height: number;
}

/** What the graph of a frame depends on. */
export interface FrameGraphOptions {
  /** Size at which scenes are drawn. */
  native: PictureSize;
  /** Size of the video; both even. */
  output: PictureSize;
  /** WGSL of the scene, or of the leaving and the arriving scene where two are joined. */
  scenes: readonly [string] | readonly [string, string];
  /** How the second scene comes in; of no meaning where there is one. */
  transition?: JoinKind;
  /** Whether scenes that tell their flow are blurred along it. */
  motionBlur: boolean;
  /** Colour correction of each scene; of no cost where there is none. */
  grades?: readonly (GradeTexture | undefined)[];
}

/** A table of colours: `size` cubed points, red fastest, four floats each. */
export interface GradeTexture {
  /** The same whenever the table is. */
  name: string;
  size: number;
  data: Float32Array;
}

/** Indices of the uniform blocks that {@link buildFrameGraph}'s passes read. */
export const uniformIndex = { scene: 0, arrivingScene: 1, firstPost: 2 } as const;

const commonSource = readShader('shading/common.wgsl');
const sources = {
  motionBlur: readShader('post/motion-blur.wgsl'),
  bloom: readShader('post/bloom.wgsl'),
  joinGlow: readShader('post/join-glow.wgsl'),
  spreadGlow: readShader('post/spread-glow.wgsl'),
  chroma: readShader('post/chroma.wgsl'),
  develop: readShader('post/develop.wgsl'),
  grade: readShader('post/grade.wgsl'),
  enlarge: readShader('post/enlarge.wgsl'),
};

/** WGSL that joins two pictures, `leaving` and `arriving`, into one. */
export function transitionSource(kind: JoinKind): string {
  return readShader(`post/transitions/${kind}.wgsl`);
}

/** Whether a scene's source tells how its picture moves. */
function hasFlow(scene: string): boolean {
  return /\bfn\s+flow\s*\(/.test(scene);
}

/** The correction in front of the development: a table, two that the dissolve mixes, or none. */
function gradeSource(grades: readonly (GradeTexture | undefined)[]): string {
  const one = (grade: GradeTexture | undefined, i: number): string =>
    grade
      ? sources.grade
          .replaceAll('TABLE', `table${i}`)
          .replaceAll('graded(', `graded${i}(`)
          .replaceAll('pointOf(', `point${i}(`)
      : `fn graded${i}(c: vec3f) -> vec3f { return c; }\n`;
  if (grades.every(grade => !grade)) return 'fn graded(c: vec3f) -> vec3f { return c; }\n';
  const same = grades.length === 1 || grades[0]?.name === grades[1]?.name;
  const corrected = same
    ? `${one(grades[0], 0)}fn corrected(c: vec3f) -> vec3f { return mix(c, graded0(c), mix(post.gradeStrength.x, post.gradeStrength.y, post.mixAmount)); }\n`
    : `${one(grades[0], 0)}${one(grades[1], 1)}fn corrected(c: vec3f) -> vec3f { return mix(mix(c, graded0(c), post.gradeStrength.x), mix(c, graded1(c), post.gradeStrength.y), post.mixAmount); }\n`;
  // A fade ends in black, also where a correction raises black.
  return `${corrected}fn graded(c: vec3f) -> vec3f { return max(corrected(c) - corrected(vec3f(0.0)) * (1.0 - post.visibility), vec3f(0.0)); }\n`;
}

/**
 * The passes of one frame: scene (or two, joined), motion blur, bloom, development to code values, enlarging, NV12
 * planes.
 *
 * The post passes each read their own uniform block, since `resolution` differs: their order is that of {@link
 * postPassSizes}.
 */
export function buildFrameGraph({
  native,
  output,
  scenes,
  transition = 'dissolve',
  motionBlur,
  grades = [],
}: FrameGraphOptions): RenderGraph {
  const textures: TextureDescription[] = [];
  const passes: PassDescription[] = [];
  const texture = (
    name: string,
    format: TextureDescription['format'],
    { width, height }: PictureSize,
    planar = false,
  ): string => {
    textures.push({ name: `${name} ${width}x${height}`, width, height, format, planar });
    return textures.at(-1)!.name;
  };
  const scenePass = (
    source: string,
    entry: string,
    index: number,
    reads: PassDescription['reads'],
    target: string,
  ): void => {
    passes.push({
      name: entry,
      source: commonSource + source,
      entry,
      block: frameBlock,
      blockName: 'frame',
      uniforms: index,
      reads,
      writes: target,
    });
  };
  let nextPost: number = uniformIndex.firstPost;
  const postPass = (source: string, entry: string, reads: PassDescription['reads'], target: string): string => {
    passes.push({
      name: entry,
      source,
      entry,
      block: postBlock,
      blockName: 'post',
      uniforms: nextPost++,
      reads,
      writes: target,
    });
    return target;
  };

  const drawn = scenes.map((source, i) => {
    let picture = texture(`scene ${i}`, 'rgba', native);
    scenePass(source, 'shade', i, [], picture);
    if (motionBlur && hasFlow(source)) {
      const blurred = texture(`moving ${i}`, 'rgba', native);
      scenePass(source + sources.motionBlur, 'motionBlur', i, [{ name: 'picture', texture: picture }], blurred);
      picture = blurred;
    }
    return picture;
  });
  let picture = drawn[0];
  if (drawn.length === 2) {
    const reads = [
      { name: 'leaving', texture: drawn[0] },
      { name: 'arriving', texture: drawn[1] },
    ];
    picture = postPass(transitionSource(transition), 'join', reads, texture('joined', 'rgba', native));
  }

  const shrink = (factor: number): PictureSize => ({
    width: Math.max(1, Math.round(native.width / factor)),
    height: Math.max(1, Math.round(native.height / factor)),
  });
  const from = (name: string): PassDescription['reads'] => [{ name: 'picture', texture: name }];
  const [quarter, sixteenth] = [shrink(4), shrink(16)];
  const bright = postPass(sources.bloom, 'brightParts', from(picture), texture('bright', 'rgba', quarter));
  const across = postPass(sources.bloom, 'blurAcross', from(bright), texture('bright across', 'rgba', quarter));
  const near = postPass(sources.bloom, 'blurDown', from(across), texture('near glow', 'rgba', quarter));
  const middle = postPass(sources.bloom, 'halve', from(near), texture('middle', 'rgba', shrink(8)));
  const small = postPass(sources.bloom, 'halve', from(middle), texture('small', 'rgba', sixteenth));
  const smallAcross = postPass(sources.bloom, 'blurAcross', from(small), texture('small across', 'rgba', sixteenth));
  const halo = postPass(sources.bloom, 'blurDown', from(smallAcross), texture('halo', 'rgba', sixteenth));
  const glow = postPass(
    sources.joinGlow,
    'joinGlow',
    [...from(near), { name: 'halo', texture: halo }],
    texture('glow', 'rgba', quarter),
  );

  const spread = { width: native.width, height: quarter.height };
  const glowing = postPass(sources.spreadGlow, 'spreadGlow', from(glow), texture('wide glow', 'rgba', spread, true));
  const light = [...from(picture), { name: 'glowing', texture: glowing }];
  const distinct = grades[0]?.name === grades[1]?.name ? grades.slice(0, 1) : grades;
  for (const [i, grade] of distinct.entries()) {
    if (!grade) continue;
    const { name, size, data } = grade;
    textures.push({ name: `grade ${name}`, width: size * size, height: size, format: 'rgba', data });
    light.push({ name: `table${i}`, texture: `grade ${name}` });
  }
  const developed = postPass(
    gradeSource(grades) + sources.develop,
    'developed',
    light,
    texture('developed', 'rgba', native, true),
  );
  const half = { width: Math.ceil(output.width / 2), height: Math.ceil(output.height / 2) };
  const chroma = postPass(sources.chroma, 'chromaPlane', from(developed), texture('chroma', 'rg8', half));
  let luma: string;
  if (native.width === output.width && native.height === output.height) {
    luma = postPass(sources.enlarge, 'keepLuma', from(developed), texture('luma', 'r8', output));
  } else {
    const wide = { width: output.width, height: native.height };
    const enlarged = postPass(sources.enlarge, 'enlargeAcross', from(developed), texture('wide luma', 'r', wide));
    luma = postPass(sources.enlarge, 'enlargeDown', from(enlarged), texture('luma', 'r8', output));
  }
  return { textures, passes, luma, chroma };
}

/** Sizes of the pictures that the post passes write, in the order of their uniform blocks. */
export function postPassSizes(graph: RenderGraph): PictureSize[] {
  return graph.passes
    .filter(pass => pass.blockName === 'post')
    .map(pass => graph.textures.find(texture => texture.name === pass.writes)!);
}
