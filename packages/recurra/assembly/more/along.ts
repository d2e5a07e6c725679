// Along one dimension of x [outer, n, inner]: the largest number and where it is, and running sums.

/**
 * out[o, i] = the largest of x[o, j, i] over j, or the least; `index` its j, and `at` its position in x: the first of equals. NaN is
 * above, and below, all.
 */
export function extremeDim(out: usize, index: usize, at: usize, x: usize, outer: i32, n: i32, inner: i32, least: i32): void {
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++, out += 4, index += 4, at += 4) {
      const first = o * n * inner + i;
      let best = load<f32>(x + (<usize>first << 2)), found = 0;
      for (let j = 1; j < n && best == best; j++) {
        const value = load<f32>(x + (<usize>(first + j * inner) << 2));
        if (value != value || (least ? value < best : value > best)) {
          best = value;
          found = j;
        }
      }
      store<f32>(out, best);
      store<f32>(index, <f32>found);
      store<i32>(at, first + found * inner);
    }
  }
}

/** out[o, j, i] (+)= the sum of x[o, k, i] over k <= j, or over k >= j where it runs `backward`; added in float64. */
export function cumulativeSum(out: usize, x: usize, outer: i32, n: i32, inner: i32, backward: i32, accumulate: i32): void {
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      let sum: f64 = 0;
      for (let k = 0; k < n; k++) {
        const offset = <usize>((o * n + (backward ? n - 1 - k : k)) * inner + i) << 2;
        sum += <f64>load<f32>(x + offset);
        store<f32>(out + offset, accumulate ? load<f32>(out + offset) + <f32>sum : <f32>sum);
      }
    }
  }
}
