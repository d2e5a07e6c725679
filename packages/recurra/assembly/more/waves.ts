// sin and cos of float32 numbers, computed in float64: the angle less a multiple of pi / 2, in three parts (fdlibm's), then fdlibm's
// polynomials for float32. Exact to float32's rounding but for 1 ulp up to 1.6 million, where a multiple times the first part is exact.

const TWO_OVER_PI: f64 = 6.36619772367581382433e-01;
const FIRST: f64 = 1.57079632673412561417e+00, SECOND: f64 = 6.07710050630396597660e-11, THIRD: f64 = 2.02226624879595063154e-21;

/** out = sin(x + quarters pi / 2). */
export function waveArray(out: usize, x: usize, n: i32, quarters: i32): void {
  for (let i = 0; i < n; i++, out += 4, x += 4) {
    const angle = <f64>load<f32>(x);
    const turns = nearest<f64>(angle * TWO_OVER_PI);
    const r = ((angle - turns * FIRST) - turns * SECOND) - turns * THIRD;
    const z = r * r;
    // Of infinity and NaN r is NaN, whatever the quarter.
    const quarter = (quarters + <i32>(<i64>turns & 3)) & 3;
    let y: f64;
    if (quarter & 1) {
      y = 1.0 + z * (-0.499999997251031003120 + z * (0.0416666233237390631894 + z * (-0.00138867637746099294692 + z * 0.0000243904487962774090654)));
    } else {
      y = r + r * z * (-0.16666666641626524 + z * (0.008333329385889463 + z * (-0.00019839334836096632 + z * 2.718311493989822e-06)));
    }
    store<f32>(out, <f32>(quarter & 2 ? -y : y));
  }
}
