// The forms of layers that hold no others, beside those in architecture.ts: convolutions, single cells, additive attention, what drops
// whole features, batch normalisation. As plain data: their options with rules and defaults, and their parameters.
import { DROPPED, flag, type OptionRule, POSITIVE } from "../../core/option-rules.ts";
import type { Cell } from "../../kernels/wasm/recurrent-cell.ts";
import { MOMENTUM } from "../layers/batch-norm.ts";
import { CONV_PADDING, type ConvPadding, conv1dProblem } from "../layers/conv1d.ts";
import { gruCell } from "../recurrent/gru.ts";
import { lstmCell } from "../recurrent/lstm.ts";
import { cellParameters } from "../recurrent/recurrent-size.ts";
import { NONLINEARITY, rnnCell } from "../recurrent/rnn.ts";

/** One step of a recurrent network. */
type CellArchitecture = { readonly inputSize: number; readonly hiddenSize: number; readonly bias: boolean } & (
  | { readonly type: "RNNCell"; readonly nonlinearity: "tanh" | "relu" }
  | { readonly type: "LSTMCell" }
  | { readonly type: "GRUCell"; readonly resetAfter: boolean }
);

/** A layer that holds no others. */
export type FurtherLayer =
  | CellArchitecture
  | {
      readonly type: "Conv1d";
      readonly inChannels: number;
      readonly outChannels: number;
      readonly kernelSize: number;
      readonly stride: number;
      readonly padding: ConvPadding;
      readonly dilation: number;
      readonly groups: number;
      readonly bias: boolean;
    }
  | {
      readonly type: "AdditiveAttention";
      readonly queryDim: number;
      readonly memoryDim: number;
      readonly hiddenDim: number;
      readonly bias: boolean;
    }
  | { readonly type: "Dropout1d"; readonly p: number }
  | {
      readonly type: "BatchNorm1d";
      readonly numFeatures: number;
      readonly eps: number;
      readonly momentum: number | null;
      readonly affine: boolean;
      readonly trackRunningStats: boolean;
    };

/** A rule, and the value where none is given; without one, the field must be given. */
export type Field = readonly [rule: Pick<OptionRule<unknown>, "wanted" | "fits">, otherwise?: unknown];

/** The options of each type, in the order in which they are written; `size` is the rule of sizes. */
export function furtherTypes(size: Field): [FurtherLayer["type"], Readonly<Record<string, Field>>][] {
  const on: Field = [flag, true];
  const cell = { inputSize: size, hiddenSize: size, bias: on };
  const one: Field = [size[0], 1];
  return [
    ["RNNCell", { ...cell, nonlinearity: [NONLINEARITY, "tanh"] }],
    ["LSTMCell", cell],
    ["GRUCell", { ...cell, resetAfter: on }],
    [
      "Conv1d",
      {
        inChannels: size,
        outChannels: size,
        kernelSize: size,
        stride: one,
        padding: [CONV_PADDING, 0],
        dilation: one,
        groups: one,
        bias: on,
      },
    ],
    ["AdditiveAttention", { queryDim: size, memoryDim: size, hiddenDim: size, bias: [flag, false] }],
    ["Dropout1d", { p: [DROPPED, 0.5] }],
    [
      "BatchNorm1d",
      { numFeatures: size, eps: [POSITIVE, 1e-5], momentum: [MOMENTUM, 0.1], affine: on, trackRunningStats: on },
    ],
  ];
}

/** What is wrong with options that are right one by one, in words; undefined where nothing is. */
export function furtherProblem(layer: FurtherLayer): string | undefined {
  const problem = layer.type === "Conv1d" && conv1dProblem(layer);
  return problem ? `has ${problem[0]} ${problem[1]}` : undefined;
}

/** The engine's form of a cell, by its type. */
const STEPS: { readonly [Type in CellArchitecture["type"]]: (cell: never) => Cell } = {
  RNNCell: rnnCell,
  LSTMCell: lstmCell,
  GRUCell: gruCell,
};

type Parameters = Generator<[string, number[]]>;

/** The parameters of a layer, or undefined where it is none of these. */
export function furtherParameters(layer: { readonly type: string }): Parameters | undefined {
  const further = layer as FurtherLayer;
  if (further.type in STEPS) return stepParameters(further as CellArchitecture);
  if (further.type === "Conv1d") return convolutionParameters(further);
  if (further.type === "AdditiveAttention") return additiveParameters(further);
  if (further.type === "BatchNorm1d") return statistics(further);
  return undefined;
}

function* stepParameters(layer: CellArchitecture): Parameters {
  const cell = (STEPS[layer.type] as (own: object) => Cell)(layer);
  for (const [name, shape] of cellParameters(cell, layer.inputSize, layer.hiddenSize, layer.bias))
    yield [name, [...shape]];
}

function* convolutionParameters({
  inChannels,
  outChannels,
  kernelSize,
  groups,
  bias,
}: FurtherLayer & { type: "Conv1d" }): Parameters {
  yield ["weight", [outChannels, inChannels / groups, kernelSize]];
  if (bias) yield ["bias", [outChannels]];
}

function* additiveParameters({
  queryDim,
  memoryDim,
  hiddenDim,
  bias,
}: FurtherLayer & { type: "AdditiveAttention" }): Parameters {
  for (const [name, inputs, outputs] of [
    ["Wa", queryDim, hiddenDim],
    ["Ua", memoryDim, hiddenDim],
    ["Va", hiddenDim, 1],
  ] as const) {
    yield [`${name}.weight`, [outputs, inputs]];
    if (bias) yield [`${name}.bias`, [outputs]];
  }
}

function* statistics({
  numFeatures,
  affine,
  trackRunningStats,
  momentum,
}: FurtherLayer & { type: "BatchNorm1d" }): Parameters {
  for (const name of affine ? ["weight", "bias"] : []) yield [name, [numFeatures]];
  for (const name of trackRunningStats ? ["running_mean", "running_var"] : []) yield [name, [numFeatures]];
  if (trackRunningStats && momentum === null) yield ["num_batches_tracked", []];
}
