// Broadcasting as two copies: an operand is expanded into step memory before the kernel, and its gradient is summed back
// over the repeated dimensions, outermost first.
import { kernels } from "../kernels/wasm/engine.ts";
import { copyStrided } from "./layout.ts";
import { broadcastStrides, type Shape, sameShape, sizeOf, stridesOf } from "./shape.ts";
import { scratch } from "./step.ts";
import type { Tensor } from "./tensor.ts";

/** The address of `tensor` read as `shape`: its own when the shapes agree, else a copy. */
export function expandTo(tensor: Tensor, shape: Shape): number {
  const pointer = tensor.pointer();
  if (sameShape(tensor.shape, shape) || tensor.size === sizeOf(shape)) return pointer;
  const out = scratch(sizeOf(shape) * 4);
  copyStrided(out, pointer, shape, stridesOf(shape), broadcastStrides(tensor.shape, shape), false);
  return out;
}

/** Adds the `size` numbers at `g` to the gradient of `tensor`. */
export function addGradient(tensor: Tensor, g: number): void {
  if (tensor.takeFreshGrad()) kernels().copyArray(tensor.gradPointer(), g, tensor.size);
  else kernels().addInto(tensor.gradPointer(), g, tensor.size);
}

/** Adds the gradient at `g`, of shape `shape`, to the gradient of `tensor`, which was broadcast to `shape`. */
export function addReducedGradient(tensor: Tensor, g: number, shape: Shape): void {
  if (tensor.size === sizeOf(shape)) addGradient(tensor, g);
  else sumTo(tensor, g, shape);
}

function sumTo(tensor: Tensor, g: number, shape: Shape): void {
  const lead = shape.length - tensor.shape.length;
  const left = [...shape];
  let remaining = 0;
  for (let d = 0; d < shape.length; d++) if (isRepeated(d)) remaining++;
  let from = g;
  for (let d = 0; d < shape.length; d++) {
    if (!isRepeated(d)) continue;
    // A run of repeated dimensions is one sum.
    let n = left[d];
    left[d] = 1;
    remaining--;
    while (d + 1 < shape.length && (isRepeated(d + 1) || shape[d + 1] === 1)) {
      if (isRepeated(d + 1)) remaining--;
      n *= left[d + 1];
      left[d + 1] = 1;
      d++;
    }
    const outer = sizeOf(left.slice(0, d));
    const inner = sizeOf(left.slice(d + 1));
    if (remaining === 0) {
      const accumulate = tensor.takeFreshGrad() ? 0 : 1;
      kernels().sumDim(tensor.gradPointer(), from, outer, n, inner, 1, accumulate);
      return;
    }
    const out = scratch(outer * inner * 4);
    kernels().sumDim(out, from, outer, n, inner, 1, 0);
    from = out;
  }

  function isRepeated(d: number): boolean {
    return shape[d] !== 1 && (d < lead || tensor.shape[d - lead] === 1);
  }
}
