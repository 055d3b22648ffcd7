// The long fuzz of the studio's API: node bench/studio-fuzz.ts [rounds] [seed]. Each round sends a request for every
// operation.
import { fuzzStudio } from '../test/studio-fuzz.ts';

const rounds = Number(process.argv[2] ?? 600);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000_000);
process.stdout.write(`${rounds} rounds, seed ${seed}\n`);
const { requests, statuses } = await fuzzStudio(rounds, seed);
const told = Object.entries(statuses).map(([status, count]) => `${count} times ${status}`);
process.stdout.write(`${requests} requests: ${told.join(', ')}\n`);
process.exit();
