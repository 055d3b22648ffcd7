import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What there is to draw with beside the CPU's cores. */
export interface AdapterFinding {
  kind: 'gpu' | 'software' | 'none';
  /** Name for people; empty for none. */
  name: string;
  /** For people: why there is none. */
  reason: string;
}

/** An opened device, and what must stay referenced while it lives. */
export interface OpenedAdapter {
  finding: AdapterFinding;
  device: GPUDevice;
  close(): void;
}

const softwareNames = /llvmpipe|lavapipe|swiftshader|softpipe|basic render|warp/i;

/**
 * Dawn's objects end with the object that made them, even while devices are in use: unless it stays referenced here,
 * the process crashes when it is collected.
 */
const alive = new Set<unknown>();

/** Whether a Vulkan loader can be found; Dawn complains on stderr when it is not there. */
function hasVulkanLoader(): boolean {
  if (process.platform !== 'linux') return true;
  const name = 'libvulkan.so.1';
  const folders = (process.env.LD_LIBRARY_PATH ?? '').split(':').filter(Boolean);
  const usual = [
    '/usr/lib',
    '/usr/lib64',
    '/lib',
    '/lib64',
    '/usr/local/lib',
    `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`,
  ];
  if ([...folders, ...usual].some(folder => existsSync(join(folder, name)))) return true;
  try {
    return execFileSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).includes(
      name,
    );
  } catch {
    return false;
  }
}

/**
 * Whether a Vulkan driver is installed, where the loader looks for their manifests ("Architecture of the Vulkan Loader
 * Interfaces", driver discovery on Linux): a loader without one makes Dawn complain on stderr.
 */
export function hasVulkanDriver(environment: Readonly<Record<string, string | undefined>> = process.env): boolean {
  if (process.platform !== 'linux') return true;
  if (environment.VK_DRIVER_FILES || environment.VK_ICD_FILENAMES || environment.VK_ADD_DRIVER_FILES) return true;
  const home = environment.HOME ?? '/';
  const folders = [
    environment.XDG_CONFIG_HOME || join(home, '.config'),
    ...(environment.XDG_CONFIG_DIRS || '/etc/xdg').split(':'),
    '/etc',
    environment.XDG_DATA_HOME || join(home, '.local', 'share'),
    ...(environment.XDG_DATA_DIRS || '/usr/local/share:/usr/share').split(':'),
  ];
  return folders.some(folder => {
    const manifests = join(folder, 'vulkan', 'icd.d');
    return existsSync(manifests) && readdirSync(manifests).some(name => name.endsWith('.json'));
  });
}

/** Opens the best adapter there is, or tells why there is none. Never throws. */
export async function openAdapter(): Promise<OpenedAdapter | AdapterFinding> {
  const none = (reason: string): AdapterFinding => ({ kind: 'none', name: '', reason });
  if (!hasVulkanLoader()) return none('there is no graphics driver (no Vulkan loader) on this machine');
  if (!hasVulkanDriver()) return none('there is no graphics driver (no Vulkan driver) on this machine');
  try {
    // Mesa warns on stderr when this is not set; nothing is stored there.
    process.env.XDG_RUNTIME_DIR ??= '/tmp';
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    const gpu = create([]);
    alive.add(gpu);
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) {
      alive.delete(gpu);
      return none('no graphics adapter was found');
    }
    const device = await adapter.requestDevice();
    alive.add(adapter);
    alive.add(device);
    const { vendor, architecture, device: part, description } = adapter.info;
    const name = [part || architecture, description].filter(Boolean).join(', ') || vendor;
    const kind = softwareNames.test(`${name} ${vendor} ${architecture}`) ? 'software' : 'gpu';
    return {
      finding: { kind, name, reason: '' },
      device,
      close() {
        device.destroy();
        for (const object of [gpu, adapter, device]) alive.delete(object);
      },
    };
  } catch (error) {
    return none(`the graphics library cannot be used (${(error as Error).message.split('\n')[0]})`);
  }
}
