import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { builtInNames, localProviders, providers } from '../generators/catalogue.ts';
import { accessOf, emulatorAddress, missingKeys, readEnvironment } from '../generators/cloud/access.ts';
import { keepKey } from '../generators/cloud/keychain.ts';
import { type Capabilities, GeneratorError, type Model, type Provider } from '../generators/port.ts';

const examples = `
Examples:
  phosphene providers                 which there are, which have a key
  phosphene providers runway          its models
  phosphene providers --check         ask each whether the key works; costs nothing
  phosphene providers --json          all of it, models and prices too, for programs
  phosphene providers --store-key RUNWAYML_API_SECRET < key.txt    keep a key in the system's keychain
  phosphene providers --forget-key RUNWAYML_API_SECRET             and take it out again`;

function durationsOf({ durations }: Capabilities): string {
  if (Array.isArray(durations)) return `${durations.join(', ')} s`;
  const { least, most } = durations as { least: number; most: number };
  return `${least} to ${most} s`;
}

function modelLine(provider: Provider, { name, capabilities, price }: Model): string {
  const { sizes, firstFrame, lastFrame, references, audio } = capabilities;
  const largest = sizes.reduce((best, one) => (one.width * one.height > best.width * best.height ? one : best));
  const cost =
    price.usdPerSecond !== undefined
      ? `$${price.usdPerSecond}/s`
      : price.usdPerClip !== undefined
        ? `$${price.usdPerClip}/clip`
        : 'price ?';
  const inputs = [
    ...(firstFrame === 'no' ? [] : [firstFrame === 'required' ? 'needs a picture' : 'first frame']),
    ...(lastFrame ? ['last frame'] : []),
    ...(references > 0 ? [`${references} references`] : []),
    ...(audio === 'no' ? [] : ['driven by sound']),
  ];
  return `    ${`${provider.name}/${name}`.padEnd(26)} ${durationsOf(capabilities).padEnd(12)} ${`${largest.width}x${largest.height}`.padEnd(10)} ${cost.padEnd(12)} ${inputs.join(', ')}`;
}

/** What needs no service. */
const onThisMachine = [
  'built-in      draws in this process: always there, free, offline',
  'footage       your own clips and stills: render --footage FOLDER, or "generator": "footage" in the scene map',
  'diffusion     a model on this machine: "phosphene models" tells which there are and fetches others',
];

/** What came of asking a service whether the key works; `works` is undefined where nobody can be asked for free. */
interface Check {
  works?: boolean;
  message: string;
}

async function check(provider: Provider, environment: ReturnType<typeof readEnvironment>): Promise<Check> {
  const connection = provider.connect(accessOf(provider, environment));
  if (!connection.check) return { message: 'has no free call to check with' };
  try {
    return { works: true, message: (await connection.check()).summary };
  } catch (error) {
    if (error instanceof GeneratorError) return { works: false, message: error.message };
    throw error;
  }
}

function checkInWords({ works, message }: Check): string {
  return works === undefined ? message : works ? `works: ${message}` : `does not work: ${message}`;
}

/** A provider for programs: all but the values of its keys. */
function providerData(provider: Provider, missing: readonly string[], checked: Check | undefined) {
  const { name, title, keys, options, limits, freeQuota, termsUrl, models } = provider;
  return {
    name,
    title,
    configured: missing.length === 0,
    keys,
    missing,
    ...(checked ? { check: checked } : {}),
    concurrent: limits.concurrent,
    freeQuota,
    termsUrl,
    options,
    models: models.map(model => ({ ...model, name: `${name}/${model.name}` })),
  };
}

interface ProvidersOptions {
  check?: boolean;
  storeKey?: string;
  forgetKey?: string;
  json?: boolean;
}

/** Keeps or forgets a key. It comes by standard input: on a command line others would see it. */
async function changeKeychain({ storeKey, forgetKey }: ProvidersOptions): Promise<void> {
  const name = (storeKey ?? forgetKey)!;
  const keys = providers.flatMap(provider => provider.keys);
  if (!keys.includes(name))
    throw new GeneratorError('invalid-input', `No provider has a key ${name}; choose one of ${keys.join(', ')}.`);
  if (storeKey === undefined) {
    keepKey(name, undefined);
    process.stdout.write(`${name} is no longer in the keychain.\n`);
    return;
  }
  if (process.stdin.isTTY) process.stderr.write(`Paste the value of ${name}, then press Return and Ctrl-D: `);
  const key = (await text(process.stdin)).trim();
  if (key === '') throw new GeneratorError('invalid-input', 'There was no key on standard input.');
  keepKey(name, key);
  process.stdout.write(`${name} is kept in the system's keychain.\n`);
}

/** `phosphene providers`: who can make scenes. */
export function providersCommand(): Command {
  return new Command('providers')
    .description('tell who can make scenes, what it costs, and whose key is set')
    .argument('[name]', 'only this provider, with its models')
    .option('--check', 'ask each whether the key works; costs nothing')
    .option('--store-key <name>', "keep a key, read from standard input, in the system's keychain")
    .option('--forget-key <name>', 'take it out again')
    .option('--json', 'print them as JSON on standard output, each with its models, their sizes, lengths and prices')
    .addHelpText('after', examples)
    .action(async (name: string | undefined, options: ProvidersOptions) => {
      if (options.storeKey ?? options.forgetKey) return changeKeychain(options);
      const environment = readEnvironment(process.cwd());
      const shown = providers.filter(provider => name === undefined || provider.name === name);
      if (shown.length === 0)
        throw new GeneratorError(
          'invalid-input',
          `There is no provider "${name}"; choose one of ${providers.map(one => one.name).join(', ')}.`,
        );
      const emulator = emulatorAddress(environment);
      const data: ReturnType<typeof providerData>[] = [];
      const lines = name === undefined ? [...onThisMachine] : [];
      if (emulator) lines.push('The emulator takes the place of all providers (PHOSPHENE_EMULATOR).');
      for (const provider of shown) {
        const missing = missingKeys(provider, environment);
        const { concurrent } = provider.limits;
        const checked = options.check && missing.length === 0 ? await check(provider, environment) : undefined;
        const state =
          missing.length > 0
            ? `not configured: set ${missing.join(' and ')}`
            : checked
              ? checkInWords(checked)
              : 'configured';
        data.push(providerData(provider, missing, checked));
        lines.push(`${provider.name.padEnd(13)} ${provider.title}: ${state}`);
        lines.push(
          `              ${concurrent} ${concurrent === 1 ? 'job' : 'jobs'} at a time${provider.freeQuota ? `; ${provider.freeQuota}` : ''}; ${provider.termsUrl}`,
        );
        if (name !== undefined) {
          lines.push(...provider.models.map(model => modelLine(provider, model)));
          for (const { name: option, meaning } of provider.options) lines.push(`    ${option}: ${meaning}`);
          lines.push(
            `    Prices as of ${[...new Set(provider.models.map(({ price }) => price.asOf))].join(', ')}: ${[...new Set(provider.models.map(({ price }) => price.source))].join('; ')}.`,
          );
        } else lines.push(`              ${provider.models.map(model => model.name).join(', ')}`);
      }
      const here = [builtInNames[0], ...localProviders.map(one => one.name)];
      process.stdout.write(
        `${options.json ? JSON.stringify({ onThisMachine: here, emulator, providers: data }) : lines.join('\n')}\n`,
      );
    });
}
