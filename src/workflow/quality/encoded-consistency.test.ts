import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { createVideoEncoder } from '../../media/index.ts';
import { openConsistencyEncoders } from './encoded-consistency.ts';

const side = 64;
/** Limited-range YUV (BT.709). */
const colours = { red: [63, 102, 240], green: [173, 42, 26], grey: [126, 128, 128] } as const;
type Colour = keyof typeof colours;

/** A video of plain pictures. */
async function writeColours(path: string, frames: readonly Colour[]): Promise<void> {
  const encoder = await createVideoEncoder({
    path,
    width: side,
    height: side,
    frameRate: { numerator: 24, denominator: 1 },
    bitRate: 1_000_000,
    speed: 'fast',
    codec: 'h264',
  });
  for (const name of frames) {
    const [y, u, v] = colours[name];
    const picture = new Uint8Array((side * side * 3) / 2).fill(y);
    for (let i = side * side; i < picture.length; i += 2) picture.set([u, v], i);
    await encoder.write(picture);
  }
  await encoder.finish();
}

/** A field of a protocol buffer: text and nested messages by their length, numbers as they are. */
function field(number: number, value: number | string | Uint8Array): Uint8Array {
  if (typeof value === 'number') return Uint8Array.of(number << 3, value);
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  return Uint8Array.of((number << 3) | 2, bytes.length, ...bytes);
}
const message = (...fields: Uint8Array[]): Uint8Array => Uint8Array.from(fields.flatMap(one => [...one]));

/** An ONNX network (onnx.proto3) that tells the mean of each channel, by the names that image encoders have. */
function meanColourNetwork(output: string): Uint8Array {
  const node = (operator: string, from: string, to: string): Uint8Array =>
    message(field(1, from), field(2, to), field(4, operator));
  const value = (name: string, ...sides: (number | string)[]): Uint8Array => {
    const shape = sides.map(one => field(1, field(typeof one === 'number' ? 1 : 2, one)));
    return message(field(1, name), field(2, field(1, message(field(1, 1), field(2, message(...shape))))));
  };
  const graph = message(
    field(1, node('GlobalAveragePool', 'pixel_values', 'pooled')),
    field(1, node('Flatten', 'pooled', output)),
    field(2, 'mean colour'),
    field(11, value('pixel_values', 1, 3, 'height', 'width')),
    field(12, value(output, 1, 3)),
  );
  // The graph is longer than 127 bytes, so its length takes two.
  const long = Uint8Array.of((7 << 3) | 2, (graph.length & 127) | 128, graph.length >> 7, ...graph);
  return message(field(1, 8), long, field(8, field(2, 13)));
}

/** A folder in the hub's layout. */
function writeEncoder(folder: string, output: string, config: object): string {
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  writeFileSync(join(folder, 'onnx', 'vision_model.onnx'), meanColourNetwork(output));
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  const preparation = {
    size: { shortest_edge: 32 },
    do_center_crop: true,
    crop_size: { width: 16, height: 16 },
    image_mean: [0, 0, 0],
    image_std: [1, 1, 1],
  };
  writeFileSync(join(folder, 'preprocessor_config.json'), JSON.stringify(preparation));
  return folder;
}

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'phosphene-encoder-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('consistency by an image encoder: shot by shot, with the picture before and the first', async t => {
  const folder = temporaryFolder(t);
  const video = join(folder, 'video.mp4');
  // Two shots of twelve frames; looked at every third: red, red, green, green; grey four times.
  const half = (name: Colour): Colour[] => Array.from({ length: 6 }, () => name);
  await writeColours(video, [...half('red'), ...half('green'), ...half('grey'), ...half('grey')]);
  const shots = [0, 12].map(firstFrame => ({
    firstFrame,
    endFrame: firstFrame + 12,
    startTime: firstFrame / 24,
    endTime: firstFrame / 24 + 0.5,
  }));
  const subject = writeEncoder(join(folder, 'dino'), 'last_hidden_state', { hidden_size: 3 });
  const background = writeEncoder(join(folder, 'clip'), 'image_embeds', {});
  const encoders = await openConsistencyEncoders({ subject, background }, {});
  t.after(() => encoders.close());
  const figures = await encoders.measure(video, shots, 8, {});
  assert.deepEqual(
    figures.map(({ side, pictures }) => [side, pictures]),
    [
      ['subject', 6],
      ['background', 6],
    ],
  );
  // Red and green are at right angles: 1; then 0 and 0; then 1 and 0; and three times 1 in grey.
  for (const { consistency } of figures) assert.ok(Math.abs(consistency! - 4.5 / 6) < 0.02, `${consistency}`);
});

test('an encoder that is none, or does not tell the length of its vectors, is named', async t => {
  const folder = temporaryFolder(t);
  await assert.rejects(openConsistencyEncoders({ subject: './nowhere' }, {}), /no image encoder in .*nowhere/);
  const silent = writeEncoder(join(folder, 'silent'), 'last_hidden_state', {});
  await assert.rejects(openConsistencyEncoders({ subject: silent }, {}), {
    name: 'ModelError',
    message: /config\.json in .*silent does not tell the hidden_size/,
  });
  const other = writeEncoder(join(folder, 'other'), 'logits', {});
  await assert.rejects(openConsistencyEncoders({ background: other }, {}), {
    name: 'ModelError',
    message: /gives logits; an image encoder gives image_embeds or last_hidden_state/,
  });
});
