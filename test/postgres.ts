import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A PostgreSQL server of a test's own, on loopback. */
export interface TestPostgres {
  /** "postgres://postgres@127.0.0.1:…/postgres" */
  address: string;
  /** Ends it without warning (-9), and starts it again on the same files. */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

/** Where the server's programs lie; undefined where PostgreSQL is not installed. */
export function findPostgres(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map(version => join(debian, version, 'bin')), ...(process.env.PATH ?? '').split(':')];
  return folders.find(folder => existsSync(join(folder, 'initdb')));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** The server refuses to run as root; then it runs as the user that Debian's package makes. */
function userToRunAs(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** Starts a server from nothing. */
export async function startPostgres(programs: string): Promise<TestPostgres> {
  const user = userToRunAs();
  const folder = mkdtempSync(join(tmpdir(), 'phosphene-postgres-'));
  chmodSync(folder, 0o755);
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (user) for (const path of [folder, data]) chownSync(path, user.uid, user.gid);
  execFileSync(join(programs, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync'], {
    ...user,
    stdio: 'ignore',
    cwd: folder,
  });
  const port = await freePort();
  let server: ChildProcess;
  const start = async (): Promise<void> => {
    const options = ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1'];
    for (let attempt = 0; attempt < 40; attempt++) {
      const started = spawn(join(programs, 'postgres'), options, { ...user, stdio: 'ignore', cwd: folder });
      let ended = false;
      started.once('exit', () => {
        ended = true;
      });
      server = started;
      for (let look = 0; look < 200 && !ended; look++) {
        try {
          execFileSync(join(programs, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
          return;
        } catch {
          await new Promise(resolve => setTimeout(resolve, 50));
        }
      }
      // What the killed one shared may not be cleared up yet.
      await new Promise(resolve => setTimeout(resolve, 250));
    }
    throw new Error('PostgreSQL does not start.');
  };
  await start();
  return {
    address: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async killAndRestart() {
      const gone = new Promise(resolve => server.once('exit', resolve));
      server.kill('SIGKILL');
      await gone;
      rmSync(join(data, 'postmaster.pid'), { force: true });
      await start();
    },
    async stop() {
      const gone = new Promise(resolve => server.once('exit', resolve));
      server.kill('SIGINT');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
