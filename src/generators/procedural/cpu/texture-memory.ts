import type { TextureDescription } from '../render-graph.ts';
import { pixelBytes } from './texels.ts';

/** A texture where the compiled shaders read and write it. */
export interface Texture extends TextureDescription {
  /** Byte address. */
  address: number;
  /** Bytes from one row to the next. */
  pitch: number;
}

/** The memory that all threads share, from which places are handed out once and for all. */
export interface TextureMemory {
  memory: WebAssembly.Memory;
  /** Address of so many bytes; the memory's buffer is another one afterwards. */
  allocate(bytes: number): number;
  /** The texture of a description: one of the same name, format and size is the same. */
  place(description: TextureDescription): Texture;
  /** Copies rows of `rowBytes` without what lies between them. */
  copy(texture: Texture, rowBytes: number, output: Uint8Array, offset: number): void;
}

const pageBytes = 65536;
const firstAddress = 1024;
const align = (value: number): number => Math.ceil(value / 64) * 64;

export function createTextureMemory(): TextureMemory {
  const memory = new WebAssembly.Memory({ initial: 16, maximum: pageBytes, shared: true });
  const textures = new Map<string, Texture>();
  let end = firstAddress;

  function allocate(bytes: number): number {
    const address = end;
    end = align(end + bytes);
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
    return address;
  }

  function fill({ address, pitch, width, height, format }: Texture, data: Float32Array): void {
    const floats = new Float32Array(memory.buffer);
    const row = (width * pixelBytes[format]) / 4;
    for (let y = 0; y < height; y++) floats.set(data.subarray(y * row, (y + 1) * row), (address + y * pitch) / 4);
  }

  return {
    memory,
    allocate,
    place(description) {
      const key = `${description.name} ${description.format}`;
      const known = textures.get(key);
      if (known && known.width === description.width && known.height === description.height) return known;
      const pitch = Math.ceil(description.width / 8) * 8 * pixelBytes[description.format];
      // Reads of several texels at once may go on a little behind the last one.
      const texture = { ...description, pitch, address: allocate(pitch * description.height + 64) };
      if (description.data) fill(texture, description.data);
      textures.set(key, texture);
      return texture;
    },
    copy({ address, pitch, height }, rowBytes, output, offset) {
      const bytes = new Uint8Array(memory.buffer);
      if (pitch === rowBytes) {
        output.set(bytes.subarray(address, address + rowBytes * height), offset);
        return;
      }
      for (let row = 0; row < height; row++) {
        const at = address + row * pitch;
        output.set(bytes.subarray(at, at + rowBytes), offset + row * rowBytes);
      }
    },
  };
}
