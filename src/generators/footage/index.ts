export {
  chooseStretches,
  type FootageFile,
  type FootagePart,
  partStarts,
  wantedPartSeconds,
} from './choose-stretches.ts';
export { footage } from './footage-provider.ts';
export { isFootageName, parseFootageReference, printFootageReference } from './footage-reference.ts';
export { type ScannedFootage, scanFootage } from './scan-footage.ts';
