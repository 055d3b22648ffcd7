import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import test from 'node:test';
import { promisify } from 'node:util';
import { temporaryFolder } from '../../../test/tracks.ts';
import { readLedger } from './ledger.ts';

test('a line of the ledger that does not fit on the disk is told, and the lines before stay whole', {
  skip: process.platform === 'win32' ? 'there is no limit on files to set' : false,
}, async t => {
  const folder = temporaryFolder(t);
  const ledger = new URL('./ledger.ts', import.meta.url).href;
  // Writes lines until the limit refuses one, then a shorter one that fits no more either.
  const script = `
    const { openLedger } = await import(${JSON.stringify(ledger)});
    const ledger = openLedger(${JSON.stringify(folder)});
    let written = 0;
    for (let failures = 0; failures < 3; )
      try {
        await ledger.append('job' + written, { event: 'unclear', message: 'm'.repeat(150) });
        written++;
      } catch (error) {
        if (error.code !== 'EFBIG') throw error;
        failures++;
      }
    process.stdout.write(String(written));
    process.exit();`;
  // The limit is told in blocks of 1024 bytes (512 in some shells), and an error in place of a signal.
  const limited = `trap '' XFSZ; ulimit -f 2; exec "$0" --input-type=module -e "$1"`;
  const { stdout } = await promisify(execFile)('bash', ['-c', limited, process.execPath, script]);
  const lines = readLedger(folder);
  assert.ok(lines.length > 3);
  assert.equal(lines.length, Number(stdout));
});
