// The inner loop of the search for the best series of beats, in AssemblyScript: see beat-decoder.ts, which lays out the memory.

// @ts-ignore: decorator
@inline
function note(place: usize, stride: usize, indices: v128): void {
  store<u8>(place, <u8>i64x2.extract_lane(indices, 0));
  store<u8>(place + stride, <u8>i64x2.extract_lane(indices, 1));
}

/**
 * Scores of the next rows of a track for all lengths of the beat before, each the best that leads there. At most as many rows as the shortest beat
 * is long, so that none of them hangs on another and eight go side by side.
 * @param scores f64[lengths, width], for each length: the last `longest` rows, then room for the new ones and eight more. Moved on by `count` at the end.
 * @param reach i32[3 * lengths]: the first and the last length that may come before, and where the costs of these begin.
 * @param costs f64. @param priors f64[lengths], added to what came before.
 * @param gains f64[count], of a beat at each row, and room up to a multiple of eight.
 * @param first Number of the first row in the track. A beat that would begin before the track is the first of its path.
 * @param back u8[count, lengths] out, and room for eight rows more: which length came before, 255 for none.
 */
export function beatScores(scores: usize, width: i32, lengths: i32, shortest: i32, longest: i32, reach: usize, costs: usize, priors: usize,
  gains: usize, first: i32, count: i32, back: usize): void {
  const row = <usize>width << 3, end = <usize>longest << 3;
  const one = i64x2.splat(1);
  for (let l = 0; l < lengths; l++) {
    const length = shortest + l;
    const low = load<i32>(reach), high = load<i32>(reach, 4);
    const cost = costs + (<usize>load<i32>(reach, 8) << 3);
    const prior = v128.load64_splat(priors + (<usize>l << 3));
    const to = scores + <usize>l * row + end;
    for (let i = 0; i < count; i += 8) {
      let from = scores + <usize>low * row + (<usize>(longest - length + i) << 3);
      let a = f64x2.splat(-Infinity), b = a, c = a, d = a;
      let index = i64x2.splat(<i64>low);
      let ai = index, bi = index, ci = index, di = index;
      for (let f = low, at = cost; f <= high; f++, at += 8) {
        const change = v128.load64_splat(at);
        const x = f64x2.sub(v128.load(from), change), y = f64x2.sub(v128.load(from, 16), change);
        const z = f64x2.sub(v128.load(from, 32), change), w = f64x2.sub(v128.load(from, 48), change);
        ai = v128.bitselect(index, ai, f64x2.gt(x, a));
        bi = v128.bitselect(index, bi, f64x2.gt(y, b));
        ci = v128.bitselect(index, ci, f64x2.gt(z, c));
        di = v128.bitselect(index, di, f64x2.gt(w, d));
        a = f64x2.pmax(a, x);
        b = f64x2.pmax(b, y);
        c = f64x2.pmax(c, z);
        d = f64x2.pmax(d, w);
        index = i64x2.add(index, one);
        from += row;
      }
      const out = to + (<usize>i << 3), gain = gains + (<usize>i << 3);
      v128.store(out, f64x2.add(f64x2.add(a, prior), v128.load(gain)));
      v128.store(out, f64x2.add(f64x2.add(b, prior), v128.load(gain, 16)), 16);
      v128.store(out, f64x2.add(f64x2.add(c, prior), v128.load(gain, 32)), 32);
      v128.store(out, f64x2.add(f64x2.add(d, prior), v128.load(gain, 48)), 48);
      const stride = <usize>lengths, places = back + <usize>l + <usize>i * stride;
      note(places, stride, ai);
      note(places + 2 * stride, stride, bi);
      note(places + 4 * stride, stride, ci);
      note(places + 6 * stride, stride, di);
    }
    const fresh = min(count, length - first);
    for (let i = 0; i < fresh; i++) {
      store<f64>(to + (<usize>i << 3), load<f64>(gains + (<usize>i << 3)));
      store<u8>(back + <usize>(i * lengths + l), 255);
    }
    reach += 12;
  }
  for (let l = 0; l < lengths; l++, scores += row) memory.copy(scores, scores + (<usize>count << 3), end);
}
