import { OptionError, ShapeError } from "../../core/errors.ts";
import { COUNT, checkOptions, flag, made, type OptionRule, type OptionRules, whole } from "../../core/option-rules.ts";
import { Convolution, ConvolutionWeight } from "../../kernels/wasm/convolution.ts";
import { kernels } from "../../kernels/wasm/engine.ts";
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

/** How many zeros stand around a sequence: as many on both sides, so many that the output is as long ("same"), or all of them before it ("causal"). */
export type ConvPadding = number | "valid" | "same" | "causal";

/** Options of Conv1d. */
export interface Conv1dOptions {
  /** Features of each step. */
  inChannels: number;
  /** Features of each step of the output. */
  outChannels: number;
  /** Steps of a window that count: taps. */
  kernelSize: number;
  /** Steps from one window to the next; 1 unless set. */
  stride?: number;
  /** Zeros around the sequence; 0, as "valid", unless set. */
  padding?: ConvPadding;
  /** Steps from one tap of a window to the next; 1 unless set. */
  dilation?: number;
  /** Channels are cut into so many groups, each a convolution of its own; 1 unless set. */
  groups?: number;
  /** Whether a bias is added; on unless set. */
  bias?: boolean;
}

const WORDS: readonly unknown[] = ["valid", "same", "causal"];

/** What `padding` may be. */
export const CONV_PADDING: OptionRule<ConvPadding> = /* @__PURE__ */ made(
  'a whole number from 0, "valid", "same" or "causal"',
  (value): value is ConvPadding => WORDS.includes(value) || whole(0).fits(value),
);

const RULES: OptionRules<Conv1dOptions> = {
  inChannels: COUNT,
  outChannels: COUNT,
  kernelSize: COUNT,
  stride: COUNT,
  padding: CONV_PADDING,
  dilation: COUNT,
  groups: COUNT,
  bias: flag,
};

/** What is wrong with options that are right one by one; undefined where nothing is. */
export function conv1dProblem(
  options: Required<Omit<Conv1dOptions, "bias">>,
): [option: string, problem: string] | undefined {
  const { inChannels, outChannels, stride, padding, groups } = options;
  if (inChannels % groups > 0) return ["groups", `${groups}, which does not divide inChannels ${inChannels}`];
  if (outChannels % groups > 0) return ["groups", `${groups}, which does not divide outChannels ${outChannels}`];
  if (padding === "same" && stride > 1) return ["padding", `"same", which takes a stride of 1, not ${stride}`];
  return undefined;
}

/**
 * A convolution along the time of sequences, one node of the tape.
 *
 *   y[t, o] = bias[o] + sum over c, k of weight[o, c, k] x[stride t + dilation k - left, c]        x = 0 before and after the sequence
 *
 * `left` is `padding`; for "same" half of dilation (kernelSize - 1), and the larger half stands behind; for "causal" all of it: y[t] then
 * depends on no later step, and y is as long as x where stride is 1.
 * Shapes: x [B, T, inChannels] -> [B, T', outChannels], T' = floor((T + zeros - dilation (kernelSize - 1) - 1) / stride) + 1; weight
 * [outChannels, inChannels / groups, kernelSize], bias [outChannels]. PyTorch's has time last: its x.transpose(1, 2) is this one's x, and
 * its weight and bias are the same numbers in the same order.
 * Initial values of both: U(-1/sqrt(n), 1/sqrt(n)) for n = kernelSize inChannels / groups, as in PyTorch.
 * Throws OptionError for sizes that are not whole numbers above 0, groups that do not divide the channels and "same" with a stride;
 * ShapeError CONV_INPUT for inputs of other shapes, and for sequences that are shorter than a window.
 * Source: torch.nn.Conv1d; "causal" as in Keras, and van den Oord et al. 2016, arXiv:1609.03499.
 */
export class Conv1d extends Module {
  override readonly repeatable = true;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly kernelSize: number;
  readonly stride: number;
  readonly padding: ConvPadding;
  readonly dilation: number;
  readonly groups: number;
  readonly weight: Parameter;
  readonly bias: Parameter | undefined;
  readonly #matrix: ConvolutionWeight;
  readonly #forwardPanels: PackedWeight;
  readonly #backwardPanels: PackedWeight;

  constructor(options: Conv1dOptions) {
    super();
    checkOptions("Conv1d", options, RULES, ["inChannels", "outChannels", "kernelSize"]);
    const { inChannels, outChannels, kernelSize, stride = 1, padding = 0, dilation = 1, groups = 1 } = options;
    const problem = conv1dProblem({ inChannels, outChannels, kernelSize, stride, padding, dilation, groups });
    if (problem) throw new OptionError("OPTION_VALUE", "Conv1d", [{ option: problem[0] }, ` is ${problem[1]}`]);
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.kernelSize = kernelSize;
    this.stride = stride;
    this.padding = padding;
    this.dilation = dilation;
    this.groups = groups;
    const terms = (inChannels / groups) * kernelSize;
    requireRoom("Conv1d", [linearSize(terms, outChannels, options.bias)], ["inChannels", "outChannels", "kernelSize"]);
    const bound = 1 / Math.sqrt(terms);
    this.weight = uniformParameter([outChannels, inChannels / groups, kernelSize], bound);
    this.bias = options.bias === false ? undefined : uniformParameter([outChannels], bound);
    this.#matrix = new ConvolutionWeight({
      inputs: inChannels,
      outputs: outChannels,
      kernel: kernelSize,
      stride,
      dilation,
      groups,
    });
    this.#forwardPanels = new PackedWeight(this.#matrix, false);
    this.#backwardPanels = new PackedWeight(this.#matrix, true);
  }

  /** Zeros before and after a sequence. */
  zeros(): { left: number; right: number } {
    const { padding, dilation, kernelSize } = this;
    const reach = dilation * (kernelSize - 1);
    if (padding === "causal") return { left: reach, right: 0 };
    if (padding === "same") return { left: Math.floor(reach / 2), right: Math.ceil(reach / 2) };
    const both = padding === "valid" ? 0 : padding;
    return { left: both, right: both };
  }

  /** The convolution of x [B, T, inChannels]. */
  forward(x: Tensor): Tensor {
    requireTensor("Conv1d", "x", x);
    const { inChannels, outChannels, kernelSize, stride, dilation, groups, weight, bias } = this;
    const [batch, time, features] = x.shape;
    const { left, right } = this.zeros();
    const steps = Math.floor((time + left + right - dilation * (kernelSize - 1) - 1) / stride) + 1;
    if (x.shape.length !== 3 || features !== inChannels || steps < 1) {
      const wanted = `[batch, time, inChannels = ${inChannels}]`;
      const least = dilation * (kernelSize - 1) + 1 - left - right;
      const problem = steps < 1 ? `has ${time} steps, but a window reads ${least}` : `must be ${wanted}`;
      throw new ShapeError("CONV_INPUT", "Conv1d", `the input ${describeShape(x.shape)} ${problem}`, {
        found: x.shape,
      });
    }
    requireWeight("Conv1d", "weight", weight, [outChannels, inChannels / groups, kernelSize]);
    if (bias) requireWeight("Conv1d", "bias", bias, [outChannels]);
    const sizes = { inputs: inChannels, outputs: outChannels, kernel: kernelSize, stride, dilation, groups, left };
    const convolution = new Convolution({ ...sizes, batch, time, steps }, this.#matrix);
    const out = allocateTensor([batch, steps, outChannels], "Conv1d");
    const [from, y] = [x.pointer(), out.pointer()];
    const rows = convolution.forward(from, this.#forwardPanels.pointer(weight), bias?.pointer() ?? 0, y);
    record(
      "Conv1d",
      bias ? [x, weight, bias] : [x, weight],
      [out],
      () => {
        const g = out.gradPointer();
        if (x.requiresGrad) {
          const accumulate = x.takeFreshGrad() ? 0 : 1;
          convolution.inputGradient(g, this.#backwardPanels.pointer(weight), x.gradPointer(), accumulate);
        }
        if (weight.requiresGrad) convolution.weightGradient(rows, g, weight.gradPointer());
        if (bias?.requiresGrad) {
          const accumulate = bias.takeFreshGrad() ? 0 : 1;
          kernels().sumDim(bias.gradPointer(), g, 1, batch * steps, outChannels, 1, accumulate);
        }
      },
      this,
    );
    return out;
  }

  /** @internal A stepper gives one step at a time, and a window has several: throws OptionError STEPPER_LAYERS. */
  stepperLayers(): never {
    throw new OptionError("STEPPER_LAYERS", "stepper", "the layer Conv1d reads several steps at once");
  }
}
