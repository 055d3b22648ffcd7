export { captionsWithin, printSrt, printVtt } from './captions.ts';
export { checkDelivery } from './check-delivery.ts';
export { difference, mixInto, planLoop } from './closing-loop.ts';
export { bestShort, loopStretch, loopWithin, type Stretch, shortestLoop } from './musical-cut.ts';
export { type VideoPreset, type VideoPresetName, videoPresets } from './presets.ts';
export { measurePicture, strongestPicture } from './strong-frame.ts';
