// The inner loop of the search for the best series of beats, in AssemblyScript: see beat-decoder.ts, which lays out the
// memory.

// @ts-ignore: decorator
@inline
function note(place: usize, stride: usize, indices: v128): void {
  store<u8>(place, <u8>i32x4.extract_lane(indices, 0));
  store<u8>(place + stride, <u8>i32x4.extract_lane(indices, 1));
  store<u8>(place + 2 * stride, <u8>i32x4.extract_lane(indices, 2));
  store<u8>(place + 3 * stride, <u8>i32x4.extract_lane(indices, 3));
}

/**
 * Scores of the next rows of a track for all lengths of the beat before, each the best that leads there. At most as
 * many rows as the shortest beat is long, so that none of them hangs on another and twelve go side by side.
 * @param scores f32[lengths, width], for each length: the last `longest` rows, then room for the new ones and twelve
 * more. Moved on by `count` at the end.
 * @param reach i32[3 * lengths]: the first and the last length that may come before, and where the costs of these
 * begin.
 * @param costs f32. @param priors f32[lengths], added to what came before.
 * @param gains f32[count], of a beat at each row, and room up to a multiple of twelve.
 * @param first Number of the first row in the track. A beat that would begin before the track is the first of its path.
 * @param back u8[count, lengths] out, and room for twelve rows more: which length came before, 255 for none.
 */
export function beatScores(scores: usize, width: i32, lengths: i32, shortest: i32, longest: i32, reach: usize, costs: usize, priors: usize,
  gains: usize, first: i32, count: i32, back: usize): void {
  const row = <usize>width << 2, end = <usize>longest << 2;
  const one = i32x4.splat(1);
  for (let l = 0; l < lengths; l++) {
    const length = shortest + l;
    const low = load<i32>(reach), high = load<i32>(reach, 4);
    const cost = costs + (<usize>load<i32>(reach, 8) << 2);
    const prior = v128.load32_splat(priors + (<usize>l << 2));
    const to = scores + <usize>l * row + end;
    for (let i = 0; i < count; i += 12) {
      let from = scores + <usize>low * row + (<usize>(longest - length + i) << 2);
      let a = f32x4.splat(-Infinity), b = a, c = a;
      let index = i32x4.splat(low);
      let ai = index, bi = index, ci = index;
      for (let f = low, at = cost; f <= high; f++, at += 4) {
        const change = v128.load32_splat(at);
        const x = f32x4.sub(v128.load(from), change), y = f32x4.sub(v128.load(from, 16), change), z = f32x4.sub(v128.load(from, 32), change);
        ai = v128.bitselect(index, ai, f32x4.gt(x, a));
        bi = v128.bitselect(index, bi, f32x4.gt(y, b));
        ci = v128.bitselect(index, ci, f32x4.gt(z, c));
        a = f32x4.pmax(a, x);
        b = f32x4.pmax(b, y);
        c = f32x4.pmax(c, z);
        index = i32x4.add(index, one);
        from += row;
      }
      const out = to + (<usize>i << 2), gain = gains + (<usize>i << 2);
      v128.store(out, f32x4.add(f32x4.add(a, prior), v128.load(gain)));
      v128.store(out, f32x4.add(f32x4.add(b, prior), v128.load(gain, 16)), 16);
      v128.store(out, f32x4.add(f32x4.add(c, prior), v128.load(gain, 32)), 32);
      const stride = <usize>lengths, places = back + <usize>l + <usize>i * stride;
      note(places, stride, ai);
      note(places + 4 * stride, stride, bi);
      note(places + 8 * stride, stride, ci);
    }
    const fresh = min(count, length - first);
    for (let i = 0; i < fresh; i++) {
      store<f32>(to + (<usize>i << 2), load<f32>(gains + (<usize>i << 2)));
      store<u8>(back + <usize>(i * lengths + l), 255);
    }
    reach += 12;
  }
  for (let l = 0; l < lengths; l++, scores += row) memory.copy(scores, scores + (<usize>count << 2), end);
}
