// Connectionist temporal classification (Graves et al. 2006): the sum over all ways to write a target with blanks and repeats, by the
// forward and backward variables of each time step, scaled to a sum of 1 as Rabiner scales those of hidden Markov models. In float64,
// so that what scaling leaves of a way that has to catch up does not vanish.
import { calledLog4 } from "../exponential";
import { wideExp } from "./wide-exp";

/** e^(logp[k] - top). */
function probability(logp: usize, k: i32, top: f32): f64 {
  return wideExp(<f64>(load<f32>(logp + (<usize>k << 2)) - top));
}

/** The largest logarithm among the blank and the targets. */
function topOf(logp: usize, targets: usize, count: i32, blank: i32): f32 {
  let top = load<f32>(logp + (<usize>blank << 2));
  for (let i = 0; i < count; i++) top = max(top, load<f32>(logp + (<usize>load<f32>(targets + (<usize>i << 2)) << 2)));
  return top;
}

/** The symbol at place s of the target with blanks around each: blank, t0, blank, t1, .. */
// @ts-ignore: decorator
@inline
function symbol(targets: usize, s: i32, blank: i32): i32 {
  return s & 1 ? <i32>load<f32>(targets + (<usize>(s >> 1) << 2)) : blank;
}

/** Whether place s may be reached from s - 2: it is no blank, and not what it was two before. */
// @ts-ignore: decorator
@inline
function skips(targets: usize, s: i32): bool {
  return s & 1 && s > 1 && load<f32>(targets + (<usize>(s >> 1) << 2)) != load<f32>(targets + (<usize>((s >> 1) - 1) << 2));
}

/**
 * loss = -log p(target | x) of one sequence of `steps` rows logp [steps, classes], and share [rows, classes] = the probability that a
 * step writes a class, given the target, zero from `steps` on. `count` targets, as float32. `work` holds steps + 2 rows of 2 count + 1
 * float64 numbers. A target that cannot be written has the loss Infinity and no shares. What is no class makes the loss NaN.
 */
export function ctcSequence(
  loss: usize, share: usize, logp: usize, rows: i32, steps: i32, classes: i32, targets: usize, count: i32, blank: i32, work: usize,
): void {
  const places = 2 * count + 1, row = <usize>places << 3, line = <usize>classes << 2;
  memory.fill(share, 0, <usize>rows * line);
  for (let i = 0; i < count; i++) {
    const target = load<f32>(targets + (<usize>i << 2));
    if (!(target >= 0 && target < <f32>classes)) {
      store<f32>(loss, NaN);
      return;
    }
  }
  let total: f64 = 0;
  for (let t = 0; t < steps; t++) {
    const here = work + <usize>t * row, before = here - row, p = logp + <usize>t * line;
    const top = topOf(p, targets, count, blank);
    if (top == -Infinity) {
      store<f32>(loss, Infinity);
      return;
    }
    let sum: f64 = 0;
    for (let s = 0; s < places; s++) {
      let reached: f64;
      if (t == 0) reached = s < 2 ? 1 : 0;
      else {
        reached = load<f64>(before + (<usize>s << 3));
        if (s > 0) reached += load<f64>(before + (<usize>(s - 1) << 3));
        if (skips(targets, s)) reached += load<f64>(before + (<usize>(s - 2) << 3));
      }
      const value = reached * probability(p, symbol(targets, s, blank), top);
      store<f64>(here + (<usize>s << 3), value);
      sum += value;
    }
    if (t == steps - 1) {
      // Of all that is reached, what ends in the last blank or the last symbol.
      const last = here + (<usize>(places - 1) << 3);
      sum = load<f64>(last) + (count > 0 ? load<f64>(last - 8) : 0);
    }
    if (!(sum > 0)) {
      store<f32>(loss, sum == sum ? Infinity : NaN);
      return;
    }
    for (let s = 0; s < places; s++) store<f64>(here + (<usize>s << 3), load<f64>(here + (<usize>s << 3)) / sum);
    total -= <f64>top + <f64>f32x4.extract_lane(calledLog4(f32x4.splat(<f32>sum)), 0);
  }
  store<f32>(loss, <f32>total);
  // Backward variables in two rows behind, each scaled to a sum of 1: shares are ratios, whatever the scale.
  let later = work + <usize>steps * row, now = later + row;
  for (let t = steps - 1; t >= 0; t--) {
    const forward = work + <usize>t * row, p = logp + <usize>t * line, out = share + <usize>t * line;
    const top = topOf(p, targets, count, blank);
    let sum: f64 = 0, both: f64 = 0;
    for (let s = 0; s < places; s++) {
      let open: f64;
      if (t == steps - 1) open = s >= places - 2 ? 1 : 0;
      else {
        open = load<f64>(later + (<usize>s << 3));
        if (s + 1 < places) open += load<f64>(later + (<usize>(s + 1) << 3));
        if (s + 2 < places && skips(targets, s + 2)) open += load<f64>(later + (<usize>(s + 2) << 3));
      }
      both += load<f64>(forward + (<usize>s << 3)) * open;
      store<f64>(now + (<usize>s << 3), open);
    }
    for (let s = 0; s < places; s++) {
      const open = load<f64>(now + (<usize>s << 3)), k = symbol(targets, s, blank);
      const at = out + (<usize>k << 2);
      store<f32>(at, load<f32>(at) + <f32>(load<f64>(forward + (<usize>s << 3)) * open / both));
      const value = open * probability(p, k, top);
      store<f64>(now + (<usize>s << 3), value);
      sum += value;
    }
    for (let s = 0; s < places; s++) store<f64>(now + (<usize>s << 3), load<f64>(now + (<usize>s << 3)) / sum);
    const kept = later;
    later = now;
    now = kept;
  }
}
