import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { hasVulkanDriver } from './find-adapter.ts';

test('a Vulkan driver is found by its manifest or by the variable that names it', {
  skip: process.platform !== 'linux',
}, () => {
  const home = mkdtempSync(join(tmpdir(), 'phosphene-driver-'));
  const bare = { HOME: home, XDG_CONFIG_DIRS: join(home, 'xdg'), XDG_DATA_DIRS: join(home, 'share') };
  const manifests = join(home, 'share', 'vulkan', 'icd.d');
  mkdirSync(manifests, { recursive: true });
  const before = hasVulkanDriver(bare);
  writeFileSync(join(manifests, 'card.json'), '{}');
  assert.equal(hasVulkanDriver(bare), true);
  assert.equal(hasVulkanDriver({ ...bare, XDG_DATA_DIRS: '/nowhere', VK_DRIVER_FILES: '/a.json' }), true);
  rmSync(home, { recursive: true });
  // A machine with drivers under /etc has one in any case.
  if (!before) assert.equal(hasVulkanDriver({ ...bare, XDG_DATA_DIRS: '/nowhere' }), false);
});
