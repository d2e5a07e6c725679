// Runs the public layers on the cases that PyTorch made and on the float64 reference; gives the error of every result.

import { type Mode, withMode } from "../../kernels/wasm/engine.ts";
import { type Cell, kernelCells, referenceCells } from "../../kernels/wasm/recurrent.conformance.ts";
import { type Tensor, tensor } from "../../tensor/index.ts";
import { GRU } from "./gru.ts";
import { LSTM } from "./lstm.ts";
import { MinGRU } from "./mingru.ts";
import {
  errorOfLargest,
  type FixtureCase,
  type FixtureCell,
  largestError,
  type RecurrentSettings,
} from "./pytorch.conformance.ts";
import type { RecurrentTrace } from "./recurrent-trace.ts";
import { RNN } from "./rnn.ts";
import { SLSTM } from "./slstm.ts";

/** A recurrent layer of any kind. */
export type AnyLayer = RNN | LSTM | GRU | MinGRU | SLSTM;

/** The options that all layers share, and the heads of the sLSTM. */
export interface LayerOptions {
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly numLayers?: number;
  readonly bidirectional?: boolean;
  readonly bias?: boolean;
  readonly dropout?: number;
  readonly heads?: number;
}

/** The layer for a cell of the engine's conformance tests. */
export function makeLayer(cell: Cell, { heads, ...options }: LayerOptions): AnyLayer {
  const makers: Record<Cell, () => AnyLayer> = {
    "rnn-tanh": () => new RNN(options),
    "rnn-relu": () => new RNN({ ...options, nonlinearity: "relu" }),
    lstm: () => new LSTM(options),
    gru: () => new GRU(options),
    "gru-reset-before": () => new GRU({ ...options, resetAfter: false }),
    mingru: () => new MinGRU(options),
    slstm: () => new SLSTM({ ...options, heads }),
    "slstm-heads": () => new SLSTM({ ...options, heads: heads ?? referenceCells["slstm-heads"].heads }),
  };
  return makers[cell]();
}

/** States by their names. */
export type States = { readonly h: Tensor } & Readonly<Record<string, Tensor>>;

/** A layer's forward pass with loosely typed states, so that one test serves all cells. */
export function runLayer(
  layer: AnyLayer,
  x: Tensor,
  options: { state?: States; lengths?: readonly number[]; trace?: RecurrentTrace },
): { output: Tensor; state: States } {
  const forward = layer.forward as (x: Tensor, options: object) => { output: Tensor; state: States };
  return forward.call(layer, x, options);
}

/** Errors of one PyTorch case: absolute ones for results, relative to the largest entry for gradients. */
export interface CaseErrors {
  readonly results: Record<string, number>;
  readonly gradients: Record<string, number>;
}

/** Loads a case's weights by PyTorch's names, runs it forward and backward in `mode`, and compares everything. */
export function compareWithPyTorch(cell: FixtureCell, one: FixtureCase<RecurrentSettings>, mode: Mode): CaseErrors {
  return withMode(mode, () => {
    const { inputs, hidden, layers, directions, bias, heads } = one.settings;
    const layer = makeLayer(cell, {
      inputSize: inputs,
      hiddenSize: hidden,
      numLayers: layers,
      bidirectional: directions === 2,
      bias,
      heads,
    });
    const leaf = (name: string, requiresGrad: boolean) =>
      tensor(one.numbers(name), one.tensors.get(name)!.shape, { requiresGrad });
    const names = layer.namedParameters().map(([name]) => name);
    layer.loadStateDict(Object.fromEntries(names.map((name) => [name, leaf(name, false)])));
    const x = leaf("x", true);
    const parts = kernelCells[cell].states;
    const given = one.settings.state ? parts : [];
    const first = Object.fromEntries(given.map((part) => [part, leaf(`${part}0`, true)])) as States;
    const state = one.settings.state ? first : undefined;
    const lengths = one.settings.lengths ?? undefined;
    const { output, state: final } = runLayer(layer, x, { ...(state && { state }), ...(lengths && { lengths }) });
    const results: Record<string, number> = {
      output: largestError(output.toArray(), one.numbers("output")),
    };
    let loss = output.mul(leaf("factors.output", false)).sum();
    for (const part of parts) {
      const name = `${part}N`;
      results[name] = largestError(final[part]!.toArray(), one.numbers(name));
      loss = loss.add(final[part]!.mul(leaf(`factors.${name}`, false)).sum());
    }
    loss.backward();
    const gradients: Record<string, number> = { x: errorOfLargest(x.grad ?? [], one.numbers("grad.x")) };
    for (const part of given) {
      gradients[`${part}0`] = errorOfLargest(first[part]!.grad ?? [], one.numbers(`grad.${part}0`));
    }
    for (const [name, parameter] of layer.namedParameters()) {
      gradients[name] = errorOfLargest(parameter.grad ?? [], one.numbers(`grad.${name}`));
    }
    const expected = [...one.tensors.keys()].filter((name) => /^grad\.(weight|bias)/.test(name));
    if (expected.length !== names.length) gradients["parameters by name"] = Number.POSITIVE_INFINITY;
    layer.dispose();
    return { results, gradients };
  });
}
