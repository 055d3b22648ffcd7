import { Frame } from 'node-av/lib';
import { check } from './media-error.ts';

const noMemory = 'There is not enough memory for a frame';

/**
 * Copies bytes into a frame's own memory.
 *
 * `Frame.fromBuffer` does not copy (node-av 6.1): it points the frame at the bytes. Encoders and filters read them on
 * another thread, and some long after the call; by then the bytes may be overwritten, or collected, and the process
 * dies.
 *
 * @param frame has memory of its own
 * @param view  another frame of the same form, which serves as the way there and may be used again
 */
export function fillFrame(frame: Frame, view: Frame, bytes: Uint8Array): void {
  if (!frame.isWritable) check(frame.makeWritable(), 'encoder', noMemory);
  view.fromBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  check(frame.copy(view), 'encoder', 'A frame could not be copied');
}

/** A frame of the same form and content that owns its bytes; the one given, which points at foreign ones, is freed. */
export function owned(view: Frame): Frame {
  const own = new Frame();
  own.alloc();
  own.format = view.format;
  if (view.nbSamples > 0) {
    own.nbSamples = view.nbSamples;
    own.sampleRate = view.sampleRate;
    own.channelLayout = view.channelLayout;
  } else {
    own.width = view.width;
    own.height = view.height;
  }
  check(own.getBuffer(), 'encoder', noMemory);
  check(own.copy(view), 'encoder', 'A frame could not be copied');
  check(own.copyProps(view), 'encoder', 'A frame could not be copied');
  view.free();
  return own;
}
