import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { ModelError } from './model-error.ts';

type Runtime = typeof import('onnxruntime-node');

/** What a network may run on, the fastest first. */
export const devices = ['cuda', 'dml', 'coreml', 'cpu'] as const;
export type Device = (typeof devices)[number];

let loaded: Promise<Runtime> | undefined;

/** ONNX Runtime. Loaded with the first use: it is 20 MB that nothing else needs. */
function runtime(): Promise<Runtime> {
  loaded ??= import('onnxruntime-node').catch(error => {
    throw new ModelError(
      `ONNX Runtime is not installed (${(error as NodeJS.ErrnoException).code ?? (error as Error).message}); run "npm install --no-save onnxruntime-node@1.30.0" in Phosphene's folder.`,
    );
  });
  return loaded;
}

/** Whether ONNX Runtime is installed: it is an optional dependency. */
export function hasRuntime(): boolean {
  try {
    createRequire(import.meta.url).resolve('onnxruntime-node');
    return true;
  } catch {
    return false;
  }
}

/** CUDA's part is not in the package; without it the runtime says so loudly on standard error before it fails. */
function hasCudaLibrary(): boolean {
  const main = createRequire(import.meta.url).resolve('onnxruntime-node');
  const binaries = join(dirname(main), '..', 'bin', 'napi-v6', process.platform, process.arch);
  return existsSync(join(binaries, 'libonnxruntime_providers_cuda.so'));
}

/** Devices that this machine's ONNX Runtime was built with, the fastest first. */
async function availableDevices(): Promise<Device[]> {
  const { listSupportedBackends } = (await runtime()) as Runtime & {
    listSupportedBackends?(): readonly { name: string }[];
  };
  const names = listSupportedBackends?.().map(backend => backend.name) ?? ['cpu'];
  return devices.filter(device => names.includes(device) && (device !== 'cuda' || hasCudaLibrary()));
}

/** Numbers of a network's input or output. */
export interface Values {
  /** Row by row, the last dimension fastest. */
  data: Float32Array | BigInt64Array;
  shape: readonly number[];
}

/** One network of a model. */
export interface Network {
  /** What it runs on. */
  device: Device;
  inputs: readonly string[];
  outputs: readonly string[];
  /** Sides of an input that the file fixes; undefined for those that may vary. */
  shapeOf(input: string): readonly (number | undefined)[];
  /** @throws {ModelError} when the network fails, with its name */
  run(inputs: Readonly<Record<string, Values>>): Promise<Record<string, Float32Array>>;
  close(): Promise<void>;
}

/**
 * Numbers in half precision (IEEE 754), as the runtime takes them. Where JavaScript has Float16Array, its tensors hold
 * one, but the native side of onnxruntime-node 1.30 reads that as empty ("not enough space: expected 2048, got 0"): it
 * is shown the same bits as whole numbers.
 */
function halfTensor(ort: Runtime, values: Float32Array, shape: readonly number[]): Tensor {
  const bits = new Uint16Array(Float16Array.from(values).buffer);
  const tensor = new ort.Tensor('float16', bits, shape);
  Object.defineProperty(tensor, 'data', { value: bits });
  return tensor;
}

function toFloat(tensor: Tensor): Float32Array {
  if (tensor.type === 'float32') return tensor.data as Float32Array;
  if (tensor.type === 'float16') {
    const raw = tensor.data as Uint16Array;
    return Float32Array.from(new Float16Array(raw.buffer, raw.byteOffset, raw.length));
  }
  throw new ModelError(`A network answers in ${tensor.type}; float32 or float16 is needed.`);
}

/**
 * Opens a network.
 *
 * @param path   an .onnx file; its external weights lie beside it
 * @param wanted where to run it; 'auto' tries the devices in turn, fastest first, and ends at the CPU
 * @throws {ModelError} naming the file
 */
export async function openNetwork(path: string, wanted: Device | 'auto' = 'auto', threads?: number): Promise<Network> {
  const ort = await runtime();
  const candidates = wanted === 'auto' ? await availableDevices() : [wanted];
  let session: InferenceSession | undefined;
  let device: Device = 'cpu';
  let reason: unknown;
  for (device of candidates) {
    try {
      session = await ort.InferenceSession.create(path, {
        executionProviders: device === 'cpu' ? ['cpu'] : [device, 'cpu'],
        ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
        logSeverityLevel: 3,
      });
      break;
    } catch (error) {
      reason = error;
    }
  }
  if (!session) throw new ModelError(`The network ${path} cannot be opened: ${(reason as Error).message}.`);
  const opened = session;
  const metadata = new Map(opened.inputMetadata.map(one => [one.name, one]));
  return {
    device,
    inputs: opened.inputNames,
    outputs: opened.outputNames,
    shapeOf(input) {
      const one = metadata.get(input);
      return one?.isTensor ? one.shape.map(side => (typeof side === 'number' ? side : undefined)) : [];
    },
    async run(inputs) {
      const feeds: Record<string, Tensor> = {};
      for (const [name, { data, shape }] of Object.entries(inputs)) {
        const one = metadata.get(name);
        const type = one?.isTensor ? one.type : 'float32';
        feeds[name] = tensorOf(ort, type, data, shape);
      }
      try {
        const results = await opened.run(feeds);
        return Object.fromEntries(Object.entries(results).map(([name, tensor]) => [name, toFloat(tensor)]));
      } catch (error) {
        throw new ModelError(`The network ${path} failed: ${(error as Error).message}.`);
      }
    },
    close: () => opened.release(),
  };
}

function tensorOf(ort: Runtime, type: string, data: Values['data'], shape: readonly number[]): Tensor {
  const numbers = Array.from(data as Float32Array, Number);
  switch (type) {
    case 'float16':
      return halfTensor(ort, data as Float32Array, shape);
    case 'int64':
      return new ort.Tensor('int64', data instanceof BigInt64Array ? data : BigInt64Array.from(numbers, BigInt), shape);
    case 'int32':
      return new ort.Tensor('int32', Int32Array.from(numbers), shape);
    default:
      return new ort.Tensor('float32', data as Float32Array, shape);
  }
}
