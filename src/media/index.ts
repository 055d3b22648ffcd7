export { type AssembleOptions, assemble } from './assemble.ts';
export { type DecodeAudioOptions, decodeAudio } from './decode-audio.ts';
export { type DecodeVideoOptions, decodeVideo, type VideoPicture } from './decode-video.ts';
export { describeMedia } from './describe-media.ts';
export { encodeImage } from './image.ts';
export { MediaError, type MediaErrorCode } from './media-error.ts';
export { type AudioInfo, probeAudio, probeVideo, type VideoInfo } from './probe.ts';
export { createVideoEncoder, type VideoEncoder, type VideoEncoderOptions } from './video-encoder.ts';
export { writeExcerpt } from './write-excerpt.ts';
