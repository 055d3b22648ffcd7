import { melBands, mfccCount } from '../analysis.ts';
import { type FilterBank, melEdges, triangularBank } from './filter-bank.ts';
import { spectrumBins } from './fourier.ts';

/**
 * The mel bands from 30 Hz to 16 kHz in Slaney's normalisation (each triangle has an area of one hertz), on the power
 * of the plain transform: what librosa's melspectrogram gives.
 * @param powerScale What the power was multiplied by; the weights take it out again.
 */
export function melBank(binHertz: number, powerScale: number): FilterBank {
  const edges = melEdges(melBands, 30, 16000);
  const bank = triangularBank(edges, binHertz, spectrumBins);
  for (let m = 0; m < melBands; m++) {
    const area = 2 / (edges[m + 2] - edges[m]) / powerScale;
    for (let w = bank.offset[m]; w < bank.offset[m + 1]; w++) bank.weights[w] *= area;
  }
  return bank;
}

/** Rows of the discrete cosine transform (type II, orthonormal) of the mel bands, [13, 40]. */
export function cosineTable(): Float64Array {
  const table = new Float64Array(mfccCount * melBands);
  for (let c = 0; c < mfccCount; c++) {
    const scale = Math.sqrt((c === 0 ? 1 : 2) / melBands);
    for (let m = 0; m < melBands; m++) {
      table[c * melBands + m] = scale * Math.cos((Math.PI * c * (m + 0.5)) / melBands);
    }
  }
  return table;
}
