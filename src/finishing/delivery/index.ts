export { type Caption, captionsWithin, printSrt, printVtt } from './captions.ts';
export { checkDelivery, type DeliveredFile } from './check-delivery.ts';
export { difference, type LoopFrame, mixInto, planLoop } from './closing-loop.ts';
export { bestShort, loopStretch, loopWithin, type Stretch, shortestLoop } from './musical-cut.ts';
export { type DeliveryLimits, type VideoPreset, type VideoPresetName, videoPresets } from './presets.ts';
export { measurePicture, strongestPicture } from './strong-frame.ts';
