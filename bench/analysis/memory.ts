// How the memory of an analysis grows with the track: the peak of a process that analyses clicks over noise, for two
// lengths.
// usage: node bench/analysis/memory.ts [SHORT_MINUTES=6] [LONG_MINUTES=30]
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createAnalyzer } from '../../src/audio/index.ts';
import { clicks, noise } from '../../src/audio/synthetic-signals.ts';

const [short = '6', long = '30', role] = process.argv.slice(2);
if (role === 'child') {
  const minutes = Number(short);
  const minute = clicks(
    Array.from({ length: 119 }, (_, i) => 0.25 + i * 0.5),
    60,
    4,
  );
  noise(60, 0.02).forEach((value, i) => {
    minute[i] += value;
  });
  const analyzer = createAnalyzer({ sampleRate: 44100, channels: 2, expectedSeconds: 60 * minutes });
  for (let m = 0; m < minutes; m++) {
    for (let at = 0; at < minute.length; at += 65536) {
      const block = minute.subarray(at, at + 65536);
      analyzer.push([block, block]);
    }
  }
  const before = process.resourceUsage().maxRSS / 1024;
  analyzer.finish();
  console.log(`${before} ${process.resourceUsage().maxRSS / 1024}`);
} else {
  const self = fileURLToPath(import.meta.url);
  const peaks = [short, long].map(minutes => {
    const out = execFileSync(process.execPath, [self, minutes, '0', 'child'], { encoding: 'utf8' });
    const [pushed, peak] = out.trim().split(' ').map(Number);
    console.log(
      `${minutes.padStart(3)} minutes: ${pushed.toFixed(0)} MB when all is heard, ${peak.toFixed(0)} MB at the peak`,
    );
    return peak;
  });
  const growth = (peaks[1] - peaks[0]) / (Number(long) - Number(short));
  console.log(`${growth.toFixed(2)} MB a minute (to reach: 2)`);
}
