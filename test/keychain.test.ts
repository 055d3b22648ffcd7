import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { program } from './command.ts';
import { temporaryFolder } from './tracks.ts';

function isInstalled(name: string): boolean {
  try {
    execFileSync('which', [name], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const skip =
  !(isInstalled('dbus-run-session') && isInstalled('gnome-keyring-daemon')) &&
  'no Secret Service (dbus and gnome-keyring) on this machine to try a keychain with';

test("a key is kept in the system's keychain, found there, and forgotten; it is never shown", { skip }, t => {
  const home = temporaryFolder(t);
  const keyrings = join(home, '.local/share/keyrings');
  mkdirSync(keyrings, { recursive: true });
  chmodSync(keyrings, 0o700);
  // A keyring without a password, so that nobody has to unlock it.
  writeFileSync(
    join(keyrings, 'plain.keyring'),
    '[keyring]\ndisplay-name=plain\nctime=1\nmtime=1\nlock-on-idle=false\n',
    { mode: 0o600 },
  );
  writeFileSync(join(keyrings, 'default'), 'plain');
  const phosphene = `"${process.execPath}" "${program}" providers`;
  const script = [
    'gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1',
    'sleep 1',
    `echo secret-value-123 | ${phosphene} --store-key RUNWAYML_API_SECRET`,
    `${phosphene} runway | head -1`,
    `${phosphene} --forget-key RUNWAYML_API_SECRET`,
    `${phosphene} runway | head -1`,
  ].join('\n');
  const { stdout, stderr } = spawnSync('dbus-run-session', ['--', 'bash', '-c', script], {
    encoding: 'utf8',
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home },
  });
  assert.match(
    stdout,
    /is kept in the system's keychain\.\nrunway +Runway: configured\n.*no longer in the keychain\.\nrunway +Runway: not configured/,
    stderr,
  );
  assert.ok(!`${stdout}${stderr}`.includes('secret-value'));
});
