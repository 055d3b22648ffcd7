import type { FFEncoderCodec } from 'node-av/constants';
import { Codec } from 'node-av/lib';

/** Names of the encoders that are here, of those that videos are written with. */
export function findEncoders(): string[] {
  return (['libx264', 'libx265', 'libsvtav1', 'prores_ks', 'aac'] as const).filter(name =>
    Codec.findEncoderByName(name as FFEncoderCodec),
  );
}
