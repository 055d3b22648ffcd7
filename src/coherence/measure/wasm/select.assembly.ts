// What would be at a place if numbers were in rising order, in AssemblyScript.

/**
 * Quickselect (Hoare 1961) without branches on the numbers: which way each goes cannot be foretold, and a wrong guess
 * costs more than to move it in any case (Lomuto's partition).
 * @param values f64[count], which change places; none is NaN. @param index From 0.
 */
export function selectRising(values: usize, count: i32, index: i32): f64 {
  let left = values, right = values + (<usize>(count - 1) << 3);
  const wanted = values + (<usize>index << 3);
  while (left < right) {
    const a = load<f64>(left), b = load<f64>(left + ((right - left >> 4) << 3)), c = load<f64>(right);
    const pivot = max<f64>(min<f64>(a, b), min<f64>(max<f64>(a, b), c));
    // Less than the pivot first, then those that are as large.
    let end = left;
    for (let at = left; at <= right; at += 8) {
      const value = load<f64>(at);
      store<f64>(at, load<f64>(end));
      store<f64>(end, value);
      end += <usize>(value < pivot) << 3;
    }
    if (wanted < end) {
      right = end - 8;
      continue;
    }
    let next = end;
    for (let at = end; at <= right; at += 8) {
      const value = load<f64>(at);
      store<f64>(at, load<f64>(next));
      store<f64>(next, value);
      next += <usize>(value <= pivot) << 3;
    }
    if (wanted < next) return pivot;
    left = next;
  }
  return load<f64>(wanted);
}
