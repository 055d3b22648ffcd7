import type { FFEncoderCodec } from 'node-av/constants';
import { Codec } from 'node-av/lib';

/** Lines for people: what can be encoded here. */
export function describeMedia(): string[] {
  const encoders = (['libx264', 'libx265', 'libsvtav1', 'prores_ks', 'aac'] as const).filter(name =>
    Codec.findEncoderByName(name as FFEncoderCodec),
  );
  return [`Media: FFmpeg in process, with ${encoders.join(', ')}`];
}
