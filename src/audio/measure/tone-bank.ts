import type { KernelSpace } from '../wasm/kernels.ts';
import { type FilterBank, triangularBank } from './filter-bank.ts';
import { spectrumBins } from './fourier.ts';

/** Regions of the onset curves: below 150 Hz, 150 Hz to 2.5 kHz, 2.5 to 5 kHz, above 5 kHz. */
export const fluxRegions = 4;

/** Superflux (Böck and Widmer 2013): edges of bands a quarter tone apart, those that fall into one bin merged. */
function logarithmicEdges(low: number, perOctave: number, high: number, binHertz: number): number[] {
  const edges: number[] = [];
  let last = -1;
  for (let i = 0; ; i++) {
    const hertz = low * 2 ** (i / perOctave);
    if (hertz > high) break;
    const bin = Math.round(hertz / binHertz);
    if (bin > last && bin < spectrumBins) {
      edges.push(bin * binHertz);
      last = bin;
    }
  }
  return edges;
}

/** The bands that onsets are heard by, and the region of each. */
export interface ToneBank {
  bank: FilterBank;
  /** Byte address of the place of each band's region among the sums of the regions: i32 each. */
  regions: number;
  /** Byte address of the number of bands in each region: f64 each. */
  regionSizes: number;
}

/** Prepares the bands a quarter tone apart from 30 Hz to 17 kHz. */
export function createToneBank(space: KernelSpace, binHertz: number): ToneBank {
  const edges = logarithmicEdges(30, 24, 17000, binHertz);
  const bank = triangularBank(edges, binHertz, spectrumBins);
  const regions = space.integers(bank.bands);
  const regionSizes = space.doubles(fluxRegions);
  edges.slice(1, -1).forEach((hertz, tone) => {
    const region = hertz < 150 ? 0 : hertz < 2500 ? 1 : hertz < 5000 ? 2 : 3;
    regions.view[tone] = region * Float64Array.BYTES_PER_ELEMENT;
    regionSizes.view[region]++;
  });
  return { bank, regions: regions.at, regionSizes: regionSizes.at };
}
