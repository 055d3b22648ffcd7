import assert from 'node:assert/strict';
import test from 'node:test';
import { mayHearSecrets } from './addresses.ts';

test('keys go over https, or unencrypted to this machine and its own network, and nowhere else', () => {
  for (const address of ['https://api.example.com/v1', 'http://localhost:11434/v1', 'http://127.0.0.1:1', 'http://[::1]:8080', 'http://192.168.1.7', 'http://[fd00::1]/v1', 'http://172.31.0.1'])
    assert.ok(mayHearSecrets(address), address); // biome-ignore format: a list
  for (const address of ['http://api.example.com', 'http://172.32.0.1', 'http://8.8.8.8', 'https://user:key@example.com', 'http://localhost.example.com', 'ftp://127.0.0.1', 'http://127.0.0.1.example.com', 'nonsense'])
    assert.ok(!mayHearSecrets(address), address); // biome-ignore format: a list
});
