// e^x where float32's exponential would be 0 already: in the range of float64.
import { calledExp4 } from "../exponential";

/** e^x for -800 <= x <= 0, with a relative error < 1e-6 (1 + |x| / 100): the eighth part's exponential, to the eighth power. */
export function wideExp(x: f64): f64 {
  let y = <f64>f32x4.extract_lane(calledExp4(f32x4.splat(<f32>(x * 0.125))), 0);
  y *= y;
  y *= y;
  return y * y;
}
