import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

/** dlopen flag of glibc: the library stays loaded although Node lets go of it at once, since it is no addon. */
const keepLoaded = 0x1000;

/** Files of a tar archive (POSIX ustar). */
function* untar(archive: Buffer): Generator<{ name: string; content: Buffer }> {
  for (let at = 0; at + 512 <= archive.length; ) {
    const name = archive.toString('latin1', at, at + 100).replace(/\0.*$/, '');
    if (!name) return;
    const size = Number.parseInt(archive.toString('latin1', at + 124, at + 136), 8);
    yield { name, content: archive.subarray(at + 512, at + 512 + size) };
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

/**
 * Makes Chromium's software Vulkan driver available to this process, so that the WebGPU renderer is tested where there
 * is no graphics card. Linux on x64 only; the package is a development dependency.
 */
export function useSoftwareAdapter(): void {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const packageFolder = entry.slice(0, entry.lastIndexOf('@sparticuz/chromium') + '@sparticuz/chromium'.length);
  const archive = brotliDecompressSync(readFileSync(join(packageFolder, 'bin', 'swiftshader.tar.br')));
  const folder = mkdtempSync(join(tmpdir(), 'phosphene-swiftshader-'));
  for (const { name, content } of untar(archive))
    if (content.length > 0) writeFileSync(join(folder, name), content, { mode: 0o755 });
  process.env.VK_DRIVER_FILES = join(folder, 'vk_swiftshader_icd.json');
  process.env.LD_LIBRARY_PATH = `${folder}:${process.env.LD_LIBRARY_PATH ?? ''}`;
  try {
    process.dlopen(
      { exports: {} } as NodeJS.Module,
      join(folder, 'libvulkan.so.1'),
      constants.dlopen.RTLD_NOW | keepLoaded,
    );
  } catch {
    // Expected: the loader is no Node addon. It is loaded all the same, and Dawn finds it by its name.
  }
}
