// dropout without a stored mask: both directions draw it from the same counter-based stream, whatever the threads.
import { DROPPED, requireOption } from "../core/option-rules.ts";
import { kernels } from "../kernels/wasm/engine.ts";
import { drawKeys } from "./draw.ts";
import { record } from "./tape.ts";
import { allocateTensor, requireTensor, type Tensor } from "./tensor.ts";

/**
 * Each element becomes 0 with probability p and is divided by 1 - p otherwise, so that its mean stays.
 *
 * The call takes the next serial number of the default generator; element i is dropped when word i of Philox4x32-10, keyed by
 * the first two words of that generator's stream ("dropout", serial), is below p 2^32. Throws OptionError for another p.
 */
export function dropout(x: Tensor, p: number): Tensor {
  requireTensor("dropout", "x", x);
  requireProbability("dropout", p);
  if (p === 0) return x;
  const keys = drawKeys("dropout");
  const threshold = Math.floor(p * 4_294_967_296);
  const scale = 1 / (1 - p);
  const out = allocateTensor(x.shape, "dropout");
  kernels().dropoutArray(out.pointer(), x.pointer(), x.size, keys, threshold, scale, 0);
  record(
    "dropout",
    [x],
    [out],
    () => {
      const g = out.gradPointer();
      const accumulate = x.takeFreshGrad() ? 0 : 1;
      kernels().dropoutArray(x.gradPointer(), g, x.size, keys, threshold, scale, accumulate);
    },
    p,
  );
  return out;
}

/** Throws OptionError unless 0 <= p < 1. */
function requireProbability(name: string, p: number): void {
  requireOption(name, "p", DROPPED, p);
}
