import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import {
  AV_CODEC_FLAG_GLOBAL_HEADER, AV_PIX_FMT_YUV420P, AV_PKT_DATA_DISPLAYMATRIX, AVCOL_PRI_SMPTE170M, AVCOL_RANGE_MPEG, AVCOL_SPC_SMPTE170M, AVCOL_TRC_SMPTE170M, type FFEncoderCodec,
} from 'node-av/constants'; // biome-ignore format: names in a block
import { Codec, CodecContext, Frame, Packet, Rational } from 'node-av/lib';
import { temporaryFolder } from '../../../test/tracks.ts';
import { openInput, pictureStream } from '../../media/input.ts';
import { openOutput, writeEncoded, writeHead } from '../../media/output.ts';
import { type Artifact, wholePicture } from '../detect/artifact.ts';
import { mendVideo } from './mend-video.ts';
import { planMends } from './plan-mends.ts';

const [width, height, frames] = [128, 96, 30];
/** The matrix in a track's head that stands pictures upright which lie on their side: 16.16 and 2.30 fixed point. */
const quarterTurn = [0, 65536, 0, -65536, 0, 0, 0, 0, 1 << 30];

/** A video as a telephone of some years ago films it: on its side, MPEG-4 Part 2, BT.601, pixels that are not square. */
async function filmOnItsSide(path: string): Promise<void> {
  const codec = Codec.findEncoderByName('mpeg4' as FFEncoderCodec)!;
  const encoder = new CodecContext();
  encoder.allocContext3(codec);
  Object.assign(encoder, { width, height, pixelFormat: AV_PIX_FMT_YUV420P, bitRate: 2_000_000n });
  encoder.timeBase = new Rational(1, 24);
  encoder.framerate = new Rational(24, 1);
  encoder.sampleAspectRatio = new Rational(4, 3);
  encoder.colorRange = AVCOL_RANGE_MPEG;
  encoder.colorSpace = AVCOL_SPC_SMPTE170M;
  encoder.colorPrimaries = AVCOL_PRI_SMPTE170M;
  encoder.colorTrc = AVCOL_TRC_SMPTE170M;
  encoder.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  assert.ok((await encoder.open2(codec, null)) >= 0);
  const output = await openOutput(path);
  const stream = output.context.newStream(codec);
  stream.codecpar.fromContext(encoder);
  const matrix = Buffer.alloc(36);
  for (const [i, value] of quarterTurn.entries()) matrix.writeInt32LE(value, 4 * i);
  stream.codecpar.addCodedSideData(AV_PKT_DATA_DISPLAYMATRIX, matrix);
  stream.timeBase = encoder.timeBase;
  stream.avgFrameRate = encoder.framerate;
  await writeHead(output.context, path);
  const [frame, packet] = [new Frame(), new Packet()];
  frame.alloc();
  packet.alloc();
  Object.assign(frame, { format: AV_PIX_FMT_YUV420P, width, height });
  frame.allocBuffer();
  for (let k = 0; k < frames; k++) {
    frame.makeWritable();
    for (const [i, plane] of frame.data!.entries()) plane.fill(i === 0 ? 80 + 2 * k : 128);
    frame.pts = BigInt(k);
    await encoder.sendFrame(frame);
    await writeEncoded(encoder, packet, { output: output.context, stream, path });
  }
  await encoder.sendFrame(null);
  await writeEncoded(encoder, packet, { output: output.context, stream, path });
  await output.finish();
  frame.free();
  packet.free();
  encoder.freeContext();
}

/** How the pictures of a file are to be shown. */
async function shownAs(path: string): Promise<unknown> {
  const input = await openInput(path);
  const { colorSpace, colorPrimaries, colorTrc, sampleAspectRatio: pixel } = pictureStream(input, path).codecpar;
  const turn = pictureStream(input, path).codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX);
  await input.closeInput();
  return { colorSpace, colorPrimaries, colorTrc, pixel: [pixel.num, pixel.den], turn: turn?.toString('hex') };
}

test('a video that has to be encoded whole keeps its turn, its colours and the shape of its pixels', async t => {
  const folder = temporaryFolder(t);
  const [filmed, mended] = [join(folder, 'filmed.mp4'), join(folder, 'mended.mp4')];
  await filmOnItsSide(filmed);
  const settings = { frameRate: { numerator: 24, denominator: 1 }, codec: 'h264', bitRate: 2_000_000 } as const;
  const { whole, encoded } = await mendVideo(filmed, mended, { stretches: [], ...settings });
  assert.match(whole!, /mpeg4/);
  assert.deepEqual(encoded, [{ firstFrame: 0, endFrame: frames }]);
  const before = await shownAs(filmed);
  assert.match(JSON.stringify(before), /"turn":"[0-9a-f]{72}"/);
  assert.deepEqual(await shownAs(mended), before);
  // Light that goes up evenly swings nowhere, and nothing is encoded again for it.
  const kind = 'lighting-flicker' as const;
  const [firstFrame, endFrame, startTime, endTime] = [10, 14, 10 / 24, 14 / 24];
  const told = { ...{ kind, firstFrame, endFrame, startTime, endTime }, region: wholePicture };
  const fault: Artifact = { ...told, strength: 0.5, confidence: 0.5, description: '' };
  const copied = join(folder, 'copied.mp4');
  const stretches = planMends([fault], [{ firstFrame: 0, endFrame: frames }]);
  const left = await mendVideo(filmed, copied, { stretches, ...settings });
  assert.deepEqual(left, { encoded: [], left: stretches[0].artifacts });
  assert.deepEqual(readFileSync(copied), readFileSync(filmed));
});
