export { bakeTable, type GradeTable } from './bake.ts';
export { applyCube, type CubeLut, LutError, parseCube, printCube, type Rgb } from './cube-lut.ts';
export { applyGrade, type Grade } from './grade.ts';
export { type ColourLook, colourLookNames, colourLooks } from './looks.ts';
export { colourStatistics, matchGrade } from './match.ts';
