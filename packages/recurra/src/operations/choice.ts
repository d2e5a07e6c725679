// One of two numbers, by a mask: 0 is no, anything else is yes.
import { moreKernels } from "../kernels/wasm/more-kernels.ts";
import { addReducedGradient, allocateTensor, record, requireTensor, scratch, type Tensor } from "../tensor/index.ts";
import { addressOf, type Operand, shapeOfOperands, tensorsOf, wantsGradient } from "./operand.ts";

/**
 * a where the mask says yes, b where it says no, with broadcasting. Gradients: g to a where yes, g to b where no; none to the mask.
 * Throws ShapeError SHAPES_DIFFER, OptionError OPERAND_NOT_TENSOR. Source: torch.where.
 */
export function where(mask: Tensor, a: Operand, b: Operand): Tensor {
  return choose("where", mask, a, b);
}

/** x, with `value` where the mask says yes. Gradient: g where no. Throws as where does. Source: torch.Tensor.masked_fill. */
export function maskedFill(x: Tensor, mask: Tensor, value: number): Tensor {
  requireTensor("maskedFill", "x", x);
  return choose("maskedFill", mask, value, x);
}

function choose(name: string, mask: Tensor, a: Operand, b: Operand): Tensor {
  requireTensor(name, "the mask", mask);
  const shape = shapeOfOperands(name, { mask, a, b });
  const at = addressOf(mask, shape);
  const first = addressOf(a, shape);
  const second = addressOf(b, shape);
  const out = allocateTensor(shape, name);
  const n = out.size;
  moreKernels().chooseArrays(out.pointer(), at, first, second, n);
  record(
    name,
    tensorsOf([a, b]),
    [out],
    () => {
      const g = out.gradPointer();
      if (wantsGradient(a)) give(a, g, 1);
      if (wantsGradient(b)) give(b, g, 0);
    },
    [mask, a, b],
  );
  return out;

  /** The gradient where the mask says yes (1) or no (0), to an operand. */
  function give(to: Tensor, g: number, wanted: number): void {
    if (to.size === n) {
      const accumulate = to.takeFreshGrad() ? 0 : 1;
      moreKernels().maskArrays(to.gradPointer(), g, at, n, wanted, accumulate);
      return;
    }
    const part = scratch(n * 4);
    moreKernels().maskArrays(part, g, at, n, wanted, 0);
    addReducedGradient(to, part, shape);
  }
}
