import type { KernelSpace } from '../wasm/kernels.ts';
import { createRowStore } from './row-store.ts';

/** Rows of the features from one value of the split to the next: 20 ms. */
export const rowsPerSplit = 2;
/** The medians look at nine values. Over time they are so many values of the split apart: 40 ms, 0.36 s in all. */
const splitsApart = 2;
const reach = 4 * splitsApart;
/** Bytes of a row of levels: 1024 bins and 16 at each edge, as the kernel has it. */
const bins = 1024;
const rowBytes = bins + 32;
/** Eighths of a doubling above 2⁻³² to power, as the kernel takes the logarithm; the middle of each step. */
const doublingSteps = 8;
const floorExponent = -32;
/** What lies 42 dB below the strongest bin with all its neighbours counts for nothing: half of the work on most music. */
const range = 14 * doublingSteps;

/** Follows how much of the sound is harmonic and how much percussive. */
export interface SplitMeter {
  /** Takes the spectrum in as the next row; every {@link rowsPerSplit} rows of the features. */
  append(): void;
  /** Shares of the power, 255 for all of it; both are 0 in silence. */
  take(): { harmonic: Uint8Array; percussive: Uint8Array };
}

/**
 * Prepares the split: medians over time and over frequency with soft masks of power 2 (Fitzgerald,
 * "Harmonic/percussive separation using median filtering", DAFx 2010), over 0.36 s and 35 bins (750 Hz), of each of
 * which every fourth value counts, which costs a fifth. Spectra are mirrored beyond
 * their edges, as librosa does it: repeating the lowest bin would make the deepest notes percussive.
 * @param power Byte address of the power in bins 1 to 1024, full scale about 1.
 * @param expectedRows How many rows will be appended, about.
 */
export function createSplitMeter(space: KernelSpace, power: number, expectedRows: number): SplitMeter {
  const slots = 2 * reach + 1;
  const ring = space.bytes(slots * rowBytes);
  const rows = space.integers(9);
  const powers = space.doubles(256);
  // Level 0 is silence. Between powers of two the kernel's logarithm is a straight line.
  for (let level = 1; level < 256; level++) {
    const step = level % doublingSteps;
    powers.view[level] = 2 ** (floorExponent + (level - step) / doublingSteps) * (1 + (step + 0.5) / doublingSteps);
  }
  const shares = space.doubles(511);
  for (let i = 0; i < 511; i++) shares.view[i] = 1 / (1 + 2 ** ((i - 255) / doublingSteps));
  const scratch = space.bytes(32);
  const sums = space.doubles(2);
  const harmonic = createRowStore(1, Uint8Array, expectedRows);
  const percussive = createRowStore(1, Uint8Array, expectedRows);
  let appended = 0;
  let done = 0;

  const addressOf = (row: number): number => ring.at + (row % slots) * rowBytes;

  function split(row: number): void {
    for (let i = 0; i < 9; i++) {
      rows.view[i] = addressOf(Math.max(0, Math.min(appended - 1, row + (i - 4) * splitsApart)));
    }
    space.run.splitPower(rows.at, powers.at, shares.at, scratch.at, range, sums.at);
    const [first, second] = sums.view;
    const total = first + second;
    const share = total > 0 ? Math.round((255 * first) / total) : 0;
    harmonic.append([share]);
    percussive.append([total > 0 ? 255 - share : 0]);
  }

  return {
    append() {
      space.run.splitLevels(power, addressOf(appended));
      appended++;
      if (appended > reach) split(done++);
    },
    take() {
      while (done < appended) split(done++);
      return { harmonic: harmonic.take(), percussive: percussive.take() };
    },
  };
}
