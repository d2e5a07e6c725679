import { ShapeError } from "../../core/errors.ts";
import { COUNT, checkOptions, flag, type OptionRules } from "../../core/option-rules.ts";
import { kernels } from "../../kernels/wasm/engine.ts";
import { Product, RightMatrix } from "../../kernels/wasm/product.ts";
import {
  allocateTensor,
  describeShape,
  type Parameter,
  record,
  requireTensor,
  type Tensor,
} from "../../tensor/index.ts";
import { uniformParameter } from "../module/initialisers.ts";
import { Module } from "../module/module.ts";
import { linearSize, requireRoom } from "../module/room.ts";
import { PackedWeight, requireWeight } from "./packed-weight.ts";

/** Options of Linear. */
export interface LinearOptions {
  /** Size of the last dimension of the input. */
  inFeatures: number;
  /** Size of the last dimension of the output. */
  outFeatures: number;
  /** Whether a bias is added; on unless set. */
  bias?: boolean;
}

const RULES: OptionRules<LinearOptions> = { inFeatures: COUNT, outFeatures: COUNT, bias: flag };

/**
 * An affine map of the last dimension, one node of the tape.
 *
 *   y = x W^T + b
 *
 * Shapes: x [.., inFeatures] -> [.., outFeatures]; weight [outFeatures, inFeatures], bias [outFeatures].
 * Initial values of both: U(-1/sqrt(inFeatures), 1/sqrt(inFeatures)), as in PyTorch.
 * Throws OptionError for sizes that are not whole numbers above 0 and for unknown options, ShapeError LINEAR_INPUT when x does not
 * end in inFeatures.
 */
export class Linear extends Module {
  override readonly repeatable = true;
  readonly inFeatures: number;
  readonly outFeatures: number;
  /** May be that of another layer, `head.weight = embedding.weight`: tied weights. */
  weight: Parameter;
  readonly bias: Parameter | undefined;
  readonly #matrix: RightMatrix;
  readonly #forwardPanels: PackedWeight;
  readonly #backwardPanels: PackedWeight;

  constructor(options: LinearOptions) {
    super();
    checkOptions("Linear", options, RULES, ["inFeatures", "outFeatures"]);
    const { inFeatures, outFeatures } = options;
    this.inFeatures = inFeatures;
    this.outFeatures = outFeatures;
    const bound = 1 / Math.sqrt(inFeatures);
    requireRoom("Linear", [linearSize(inFeatures, outFeatures, options.bias)], ["inFeatures", "outFeatures"]);
    this.weight = uniformParameter([outFeatures, inFeatures], bound);
    this.bias = options.bias === false ? undefined : uniformParameter([outFeatures], bound);
    this.#matrix = new RightMatrix(inFeatures, outFeatures, true);
    this.#forwardPanels = new PackedWeight(this.#matrix, false);
    this.#backwardPanels = new PackedWeight(this.#matrix, true);
  }

  /** y = x W^T + b. */
  forward(x: Tensor): Tensor {
    const { weight, bias, inFeatures, outFeatures } = this;
    requireTensor("Linear", "x", x);
    if (x.shape.length === 0 || x.shape[x.shape.length - 1] !== inFeatures) {
      throw new ShapeError(
        "LINEAR_INPUT",
        "Linear",
        `the input ${describeShape(x.shape)} must end in inFeatures = ${inFeatures}`,
        {
          found: x.shape,
          remedies: ["reshape it", ["build the layer with its size as ", { option: "inFeatures" }]],
        },
      );
    }
    requireWeight("Linear", "weight", weight, [this.outFeatures, inFeatures]);
    if (bias !== undefined) requireWeight("Linear", "bias", bias, [this.outFeatures]);
    const rows = x.size / inFeatures;
    const out = allocateTensor([...x.shape.slice(0, -1), outFeatures], "Linear");
    const px = x.pointer();
    const pb = bias === undefined ? 0 : bias.pointer();
    const y = out.pointer();
    const product = new Product(rows, this.#matrix);
    product.forward(px, weight.pointer(), () => this.#forwardPanels.pointer(weight), pb, y);
    record("Linear", bias === undefined ? [x, weight] : [x, weight, bias], [out], () => {
      const g = out.gradPointer();
      if (x.requiresGrad) {
        const accumulate = x.takeFreshGrad() ? 0 : 1;
        product.left(g, weight.pointer(), () => this.#backwardPanels.pointer(weight), x.gradPointer(), accumulate);
      }
      product.right(px, g, weight.gradPointer());
      if (bias !== undefined) {
        const accumulate = bias.takeFreshGrad() ? 0 : 1;
        kernels().sumDim(bias.gradPointer(), g, 1, rows, outFeatures, 1, accumulate);
      }
    });
    return out;
  }
}
