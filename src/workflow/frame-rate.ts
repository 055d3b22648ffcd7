/** A frame rate as the fraction that containers carry; 23.976 and 29.97 are 24000/1001 and 30000/1001. */
export function rational(frameRate: number): { numerator: number; denominator: number } {
  return Number.isInteger(frameRate)
    ? { numerator: frameRate, denominator: 1 }
    : { numerator: Math.round(frameRate * 1.001) * 1000, denominator: 1001 };
}

/** Frames a second as a number: 23.976 is 24000/1001. */
export function exactFrameRate(frameRate: number): number {
  const { numerator, denominator } = rational(frameRate);
  return numerator / denominator;
}
