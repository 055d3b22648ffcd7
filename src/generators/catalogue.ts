import { comfyui } from './cloud/comfyui.ts';
import { fal } from './cloud/fal.ts';
import { heygen } from './cloud/heygen.ts';
import { kling } from './cloud/kling.ts';
import { replicate } from './cloud/replicate.ts';
import { runway } from './cloud/runway.ts';
import { synthesia } from './cloud/synthesia.ts';
import { diffusion } from './diffusion/diffusion-provider.ts';
import { footage } from './footage/index.ts';
import { GeneratorError, type Model, type Provider } from './port.ts';

const known: Provider[] = [runway, fal, kling, synthesia, heygen, replicate, comfyui];

/** Every service that clips can be ordered from. */
export const providers: readonly Provider[] = known;

/** A provider's model, as a scene asks for it. */
export interface Generator {
  /** "runway/gen4.5" */
  name: string;
  provider: Provider;
  model: Model;
}

/** What makes clips in this process, under the same interface; never chosen by a policy. */
export const localProviders: readonly Provider[] = [footage, diffusion];

/** Names of the generator that draws in this process. */
export const builtInNames: readonly string[] = ['built-in', 'procedural'];

/** What people call a model without telling whose door to knock at. */
const shortNames: Readonly<Record<string, string>> = { pika: 'fal/pika-2.2', luma: 'fal/luma-ray-2', ltx: 'fal/ltx-2.3', wan: 'fal/wan-2.6', hailuo: 'fal/hailuo-02', seedance: 'fal/seedance-1.5', veo: 'runway/veo3.1' }; // biome-ignore format: a table

const generatorOf = (provider: Provider, model: Model): Generator => ({
  name: `${provider.name}/${model.name}`,
  provider,
  model,
});

const offered: Generator[] = known.flatMap(provider => provider.models.map(model => generatorOf(provider, model)));

/** All models of all providers. */
export const generators: readonly Generator[] = offered;

/**
 * Adds a service of one's own, or one that `fromAiSdk()` has made, so that scenes can name it. Every process that
 * renders with it must add it.
 *
 * @throws {GeneratorError} when there is one of that name
 */
export function registerProvider(provider: Provider): void {
  const taken = [...known, ...localProviders].some(({ name }) => name === provider.name);
  if (taken || builtInNames.includes(provider.name) || Object.hasOwn(shortNames, provider.name))
    throw new GeneratorError('invalid-input', `There is a generator "${provider.name}" already; choose another name.`);
  known.push(provider);
  offered.push(...provider.models.map(model => generatorOf(provider, model)));
}

/**
 * The generator that a name means: "runway/gen4.5", "runway" (its first model), or a short name such as "pika".
 *
 * @returns undefined for the built-in one
 * @throws {GeneratorError} with the names that there are
 */
export function findGenerator(name: string): Generator | undefined {
  const wanted = name.trim().toLowerCase();
  if (builtInNames.includes(wanted)) return undefined;
  const full = shortNames[wanted] ?? wanted;
  const all = [
    ...generators,
    ...localProviders.flatMap(provider => provider.models.map(model => generatorOf(provider, model))),
  ];
  const found = all.find(one => one.name.toLowerCase() === full) ?? all.find(one => one.provider.name === full);
  if (found) return found;
  const [providerName] = full.split('/');
  const known = providers.find(one => one.name === providerName);
  const names = known
    ? known.models.map(model => `${known.name}/${model.name}`)
    : ['built-in', ...[...localProviders, ...providers].map(one => one.name), ...Object.keys(shortNames)];
  throw new GeneratorError('invalid-input', `There is no generator "${name}"; choose one of ${names.join(', ')}.`);
}
