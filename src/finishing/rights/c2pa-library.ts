import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type * as C2pa from '@contentauth/c2pa-wasm';

/** A part of an open file, in the shape of a browser's Blob: the library reads what it needs and no more. */
class FilePart {
  private readonly file: number;
  private readonly start: number;
  readonly size: number;
  constructor(file: number, start: number, size: number) {
    this.file = file;
    this.start = start;
    this.size = size;
  }
  slice(from = 0, to = this.size): FilePart {
    const first = Math.min(Math.max(0, from), this.size);
    return new FilePart(this.file, this.start + first, Math.max(0, Math.min(to, this.size) - first));
  }
  readNow(): ArrayBuffer {
    const bytes = new Uint8Array(this.size);
    let read = 0;
    while (read < bytes.length) {
      const count = readSync(this.file, bytes, read, bytes.length - read, this.start + read);
      if (count === 0) break;
      read += count;
    }
    return bytes.buffer;
  }
  async arrayBuffer(): Promise<ArrayBuffer> {
    return this.readNow();
  }
}

let loaded: Promise<typeof C2pa> | undefined;

/**
 * The C2PA library (c2pa-rs as WebAssembly), made to read files: it expects the reader that browsers give to workers.
 */
export function loadC2pa(): Promise<typeof C2pa> {
  loaded ??= (async () => {
    const library = await import('@contentauth/c2pa-wasm');
    const code = readFileSync(fileURLToPath(import.meta.resolve('@contentauth/c2pa-wasm/c2pa.wasm')));
    Object.assign(globalThis, {
      FileReaderSync: class {
        readAsArrayBuffer(part: FilePart): ArrayBuffer {
          return part.readNow();
        }
      },
    });
    library.initSync({ module: code });
    return library;
  })();
  return loaded;
}

/** Opens a file for the library, and closes it again whatever happens. */
export async function withFileBlob<T>(path: string, use: (blob: Blob) => Promise<T>): Promise<T> {
  const file = openSync(path, 'r');
  try {
    return await use(new FilePart(file, 0, fstatSync(file).size) as unknown as Blob);
  } finally {
    closeSync(file);
  }
}
