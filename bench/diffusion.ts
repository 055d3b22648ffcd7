/**
 * Measures diffusion on this machine with a model: does a prompt steer the picture, does guidance do what it should,
 * what does a step cost at which size, do colours and detail hold over minutes.
 *
 * node bench/diffusion.ts [MODEL_FOLDER] [--device cuda|dml|coreml|cpu] [--weights fp32|fp16|int8] [--long] [--sheet
 * FILE.png]
 *
 * Without a folder: models/tiny-diffusion, which training/tiny-diffusion makes; only for it are the prompts' answers
 * known. --long adds the drift over three minutes. Anyone with a graphics card and a real model fills the table of
 * docs/diffusion.md with the row that it ends with.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { steadyPulse } from '../src/generators/built-in/steady-pulse.ts';
import { diffuseKeyframes } from '../src/generators/diffusion/animation/diffuse-keyframes.ts';
import { sharpnessOf } from '../src/generators/diffusion/animation/sharpness.ts';
import { opticalFlow, usualSteps } from '../src/generators/diffusion/diffuse-clip.ts';
import { makeLatent } from '../src/generators/diffusion/make-picture.ts';
import { type DiffusionModel, openDiffusionModel } from '../src/generators/diffusion/model/diffusion-model.ts';
import { createSchedule } from '../src/generators/diffusion/schedule/schedule.ts';
import type { Device } from '../src/generators/neural/onnx-runtime.ts';
import { channelStatistics, type Picture, rgbFromPicture } from '../src/generators/neural/picture.ts';
import { parseWeightForm } from '../src/generators/neural/weights-file.ts';
import { encodeImage } from '../src/media/index.ts';
import { diffusionSchema } from '../src/scene-map/index.ts';
import { captionColours, captionSubjects } from '../training/tiny-diffusion/captions.ts';
import { askedHue, hueOf, referencePictures, subjectOf } from './diffusion/judge-picture.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    device: { type: 'string' },
    weights: { type: 'string' },
    long: { type: 'boolean' },
    sheet: { type: 'string' },
  },
});
const folder = positionals[0] ?? 'models/tiny-diffusion';
const model = await openDiffusionModel(folder, {
  device: (values.device as Device) ?? 'auto',
  weights: parseWeightForm(values.weights),
});
const { nativeSide, sizeStep } = model.folder;
const steps = usualSteps(model.folder);
console.log(
  `${folder} on ${model.device}, trained at ${nativeSide} pixels, ${steps} steps of ${model.folder.schedulerName}`,
);

async function picture(
  prompt: string,
  guidanceScale: number,
  seed: number,
  side = nativeSide,
  stepsNow = steps,
): Promise<Picture> {
  const latent = await makeLatent(model, {
    embedding: await model.embed(prompt),
    away: await model.embedAway(),
    guidanceScale,
    steps: stepsNow,
    width: side,
    height: side,
    seed,
  });
  return model.decode(latent);
}

async function steering(): Promise<void> {
  const references = await referencePictures();
  console.log(
    '\nprompts: share of pictures that show the subject asked for (1 in 16 by chance), and mean distance of hue (90 degrees by chance)',
  );
  const sheet: Picture[] = [];
  for (const guidanceScale of [1, 2, 4, 7, 12]) {
    let right = 0;
    let distance = 0;
    let count = 0;
    for (const [i, [scene, [words]]] of captionSubjects.entries())
      for (const k of [0, 1, 2]) {
        const colour = captionColours[(i * 5 + k * 4) % captionColours.length];
        const made = await picture(`${words}, ${colour}`, guidanceScale, 100 + i * 3 + k);
        if (guidanceScale === 4 && k < 2) sheet.push(made);
        if (subjectOf(made, references) === scene) right++;
        distance += Math.abs(((hueOf(made) - askedHue(colour) + 540) % 360) - 180);
        count++;
      }
    console.log(
      `  guidance ${String(guidanceScale).padStart(2)}: subject ${((100 * right) / count).toFixed(0)}%, hue ${(distance / count).toFixed(0)} degrees`,
    );
  }
  if (values.sheet) writeFileSync(values.sheet, await contactSheet(sheet, 8));
}

async function contactSheet(pictures: readonly Picture[], columns: number): Promise<Uint8Array> {
  const { width, height } = pictures[0];
  const rows = Math.ceil(pictures.length / columns);
  const sheet = new Uint8Array(columns * width * rows * height * 3);
  for (const [i, one] of pictures.entries()) {
    const rgb = rgbFromPicture(one);
    const left = (i % columns) * width;
    const top = Math.floor(i / columns) * height;
    for (let y = 0; y < height; y++)
      sheet.set(rgb.subarray(y * width * 3, (y + 1) * width * 3), ((top + y) * columns * width + left) * 3);
  }
  return encodeImage(columns * width, rows * height, sheet, 'png');
}

/** The costs as a row of the table in docs/diffusion.md, and its head. */
function tableRow(measured: readonly { side: number; step: number; decode: number; memory: number }[]): string {
  const processor = cpus()[0]?.model.trim() ?? '';
  const machine = model.device === 'cpu' ? `${processor}, ${cpus().length} cores` : `${model.device} (name your card)`;
  const time = (milliseconds: number): string =>
    milliseconds < 950 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
  const { step, decode } = measured[0];
  const picture = steps * step * 2 + decode;
  const head = [
    ...measured.map(one => `step, ${one.side}`),
    `picture of ${steps} steps with guidance, ${measured[0].side}`,
    'three minutes at 120 BPM, a picture a beat',
    'most memory',
  ];
  const cells = [
    ...measured.map(one => time(one.step)),
    time(picture),
    `${((360 * picture) / 60_000).toFixed(1)} min`,
    `${(measured.at(-1)!.memory / 1000).toFixed(1)} GB`,
  ];
  return `| machine | model | ${head.join(' | ')} |\n|${'---|'.repeat(head.length + 2)}\n| ${machine} | ${folder}${values.weights ? ` (${values.weights})` : ''} | ${cells.join(' | ')} |`;
}

async function costs(): Promise<void> {
  const measured: { side: number; step: number; decode: number; memory: number }[] = [];
  console.log('\na step (one call of the U-Net), decoding a picture, and most memory of the process so far');
  // Small models by multiples; those trained at 512 or more at one and a half as well, which is what people make.
  for (const factor of nativeSide < 256 ? [1, 2, 3, 4] : [1, 1.5, 2]) {
    const side = Math.round((nativeSide * factor) / sizeStep) * sizeStep;
    if (factor > 1 && side > 1024) break;
    await picture('warm up', 1, 1, side, 1);
    const cells = side / model.folder.pixelsPerLatent;
    const latent = { width: cells, height: cells, data: new Float32Array(model.folder.latentChannels * cells * cells) };
    const embedding = await model.embed('ocean');
    const began = performance.now();
    for (let i = 0; i < 5; i++) await model.predict(latent, 500, embedding);
    const step = (performance.now() - began) / 5;
    const decoding = performance.now();
    await model.decode(latent);
    const decode = performance.now() - decoding;
    const memory = process.resourceUsage().maxRSS / 1024;
    measured.push({ side, step, decode, memory });
    console.log(
      `  ${side}x${side}: step ${step.toFixed(0)} ms, decode ${decode.toFixed(0)} ms, ${memory.toFixed(0)} MB`,
    );
  }
  console.log(`\n${tableRow(measured)}`);
}

/**
 * Keeps colours and detail within a scene of three minutes, a picture a beat, in which every picture starts from the
 * last.
 */
async function drift(opened: DiffusionModel): Promise<void> {
  const seconds = 180;
  const analysis = steadyPulse(seconds + 2);
  const scene = {
    start: 0,
    end: seconds,
    description: 'ocean, teal',
    motion: 5,
    settings: diffusionSchema.parse({ keyframe_every: '2 beats' }),
  };
  const frames: { colours: number[]; sharpness: number }[] = [];
  for await (const { picture: made } of diffuseKeyframes({
    model: opened,
    schedule: createSchedule(scene, analysis),
    width: nativeSide,
    height: nativeSide,
    seed: 5,
    steps,
    findMotion: opticalFlow,
  }))
    frames.push({
      colours: channelStatistics(made).map(({ mean }) => (mean + 1) * 127.5),
      sharpness: sharpnessOf(made),
    });
  const part = (from: number, to: number) => {
    const some = frames.slice(Math.floor(from * frames.length), Math.ceil(to * frames.length));
    const mean = (of: (one: (typeof frames)[number]) => number): number =>
      some.reduce((sum, one) => sum + of(one), 0) / some.length;
    return { colours: [0, 1, 2].map(c => mean(one => one.colours[c])), sharpness: mean(one => one.sharpness) };
  };
  const [first, last] = [part(0, 0.1), part(0.9, 1)];
  const moved = Math.max(...first.colours.map((value, c) => Math.abs(value - last.colours[c])));
  console.log(
    `\nthree minutes, ${frames.length} pictures: mean colour moved by ${moved.toFixed(1)} of 255 levels, detail is ${((100 * last.sharpness) / first.sharpness).toFixed(0)}% of what it was`,
  );
}

if (folder.includes('tiny')) await steering();
await costs();
if (values.long) await drift(model);
await model.close();
