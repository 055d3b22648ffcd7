import { applyCube, type CubeLut, type Rgb } from './cube-lut.ts';
import { applyGrade, type Grade } from './grade.ts';

/**
 * A correction as a table that the drawing reads: `size` cubed points, red fastest, four floats each (the last unused).
 */
export interface GradeTable {
  size: number;
  data: Float32Array;
}

const usualSize = 33;
const largestSize = 65;

/** Works corrections and look-up tables, one after another, into one table. */
export function bakeTable(steps: readonly (Grade | CubeLut)[]): GradeTable {
  const sizes = steps.map(step => ('data' in step ? (step.dimensions === 1 ? largestSize : step.size) : usualSize));
  const size = Math.min(largestSize, Math.max(2, ...sizes));
  const data = new Float32Array(size ** 3 * 4);
  for (let i = 0; i < size ** 3; i++) {
    let colour: Rgb = [
      (i % size) / (size - 1),
      (Math.floor(i / size) % size) / (size - 1),
      Math.floor(i / size ** 2) / (size - 1),
    ];
    for (const step of steps) colour = 'data' in step ? applyCube(step, colour) : applyGrade(step, colour);
    data.set(
      colour.map(v => Math.min(1, Math.max(0, v))),
      i * 4,
    );
  }
  return { size, data };
}
