/**
 * What productions survive. Each part prints what was asked of it and what came out.
 *
 *   node bench/durability.ts                       everything; most of an hour on two cores
 *   node bench/durability.ts --short               a tenth of the kills
 *   node bench/durability.ts kills storms disk     only these parts
 *
 * Parts: kills (kill -9 at random moments), fleet (machines and engine killed), edit (one of nine scenes), storms
 * (services that fail), makespan (ordered shots), two (productions at once), disk (full midway; needs the right to
 * mount).
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmulator } from '../src/emulator/emulator.ts';
import { killFleet } from './durability/fleet-kills.ts';
import { killRenders } from './durability/kills.ts';
import { editOneOfNine, fillDisk, orderMany, twoAtOnce } from './durability/others.ts';
import { weatherStorms } from './durability/storms.ts';

const { values, positionals } = parseArgs({
  options: { short: { type: 'boolean', default: false }, seed: { type: 'string', default: '7' } },
  allowPositionals: true,
});
const log = (line: string): void => console.log(line);
const verdict = (good: boolean): string => (good ? 'as asked' : 'NOT AS ASKED');

let state = Number(values.seed) >>> 0;
/** Numbers from 0 to 1, the same for the same seed. */
function random(): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
}

const parts: Record<string, (folder: string) => Promise<void>> = {
  async kills(folder) {
    const emulator = await startEmulator({ latency: 400, shrink: 12 });
    const options = { folder, emulator, kills: values.short ? 10 : 100, random, log };
    const figures = await killRenders({ ...options, shots: 24, seconds: 1, orderEvery: 2 });
    await emulator.close();
    const { kills, productions, different, redone, surplus, settledByHand, unbooked, leftovers, finishedAtKills, failures } = figures;
    log(`${kills} kills in ${productions} productions of 24 shots, 12 of them ordered: ${verdict(different + redone + surplus + failures.length === 0 && unbooked < 1e-6)}`);
    log(`  files that differ ${different}, finished shots made again ${redone}, orders too many or few ${surplus}, off the books $${unbooked.toFixed(4)}, unfinished files left ${leftovers}`);
    log(`  ${settledByHand} orders had to be looked up by a person: killed between order and answer at a service that cannot tell (Runway; fal, where its history has none)`);
    log(`  shots and clips finished at the kills: ${[...finishedAtKills].sort((a, b) => a - b).join(' ')}`);
    for (const failure of failures) log(`  ${failure}`);
  },
  async fleet(folder) {
    const emulator = await startEmulator({ latency: 400, shrink: 12 });
    const figures = await killFleet({ folder, emulator, kills: values.short ? 3 : 20, shots: 24, random, log });
    await emulator.close();
    if (!figures) return log('PostgreSQL is not installed: not tried.');
    const { workerKills, engineKills, productions, different, surplus, redone, unbooked, failures } = figures;
    log(`two machines; ${workerKills} machines and ${engineKills} engines killed in ${productions} productions: ${verdict(different + surplus + redone + failures.length === 0 && unbooked < 1e-6)}`);
    log(`  files that differ ${different}, orders too many or few ${surplus}, takes stored twice ${redone}, off the books $${unbooked.toFixed(4)}`);
    for (const failure of failures) log(`  ${failure}`);
  },
  async edit(folder) {
    const { whole, edit, share } = editOneOfNine(folder);
    log(`one of nine scenes edited: ${edit.toFixed(1)} of ${whole.toFixed(1)} CPU seconds, ${(share * 100).toFixed(1)}% (at most ${(100 / 9 + 5).toFixed(1)}%): ${verdict(share <= 1 / 9 + 0.05)}`);
  },
  async storms(folder) {
    const results = await weatherStorms(folder, log);
    for (const { name, good, accepted, unbooked, outcome } of results)
      log(`${name}: ${verdict(good && Math.abs(unbooked) < 1e-6)}; ${accepted} orders for 12 shots, off the books $${unbooked.toFixed(4)}; ${outcome}`);
  },
  async makespan(folder) {
    const { shots, concurrency, latency, seconds, ideal } = await orderMany(folder, values.short ? 6 : 60);
    log(`${shots} ordered shots of ${latency} s, ${concurrency} at a time: ${seconds.toFixed(1)} s, ideal ${ideal} s, ${((seconds / ideal - 1) * 100).toFixed(1)}% over (at most 10%): ${verdict(seconds <= ideal * 1.1)}`);
  },
  async two(folder) {
    const { same, orders } = await twoAtOnce(folder);
    log(`two productions at once: ${same} of 2 files as alone, ${orders} orders: ${verdict(same === 2)}`);
  },
  async disk(folder) {
    const result = await fillDisk(folder);
    if (!result) return log('No right to mount a small disk: not tried.');
    const { message, stoppedWhole, kept, redone, same } = result;
    log(`disk full midway: ${verdict(stoppedWhole && same && redone === 0)}; "${message}"`);
    log(`  nothing under the final name: ${stoppedWhole}; ${kept} finished files kept, ${redone} made again; afterwards the same file: ${same}`);
  },
}; // biome-ignore format: one line for each figure

const folder = mkdtempSync(join(tmpdir(), 'phosphene-durability-'));
try {
  for (const name of positionals.length > 0 ? positionals : Object.keys(parts)) {
    if (!Object.hasOwn(parts, name))
      throw new Error(`There is no part ${name}; choose from ${Object.keys(parts).join(', ')}.`);
    log(`\n${name}`);
    await parts[name](join(folder, name));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
