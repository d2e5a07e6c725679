// Runs the public layers on the cases that PyTorch made and on the float64 reference; gives the error of every result.

import { type Mode, withMode } from "../../kernels/wasm/engine.ts";
import { type Tensor, tensor } from "../../tensor/index.ts";
import { GRU } from "./gru.ts";
import { LSTM } from "./lstm.ts";
import {
  errorOfLargest,
  type FixtureCase,
  type FixtureCell,
  largestError,
  type RecurrentSettings,
} from "./pytorch.conformance.ts";
import type { RecurrentTrace } from "./recurrent-trace.ts";
import { RNN } from "./rnn.ts";

/** A recurrent layer of any kind. */
export type AnyLayer = RNN | LSTM | GRU;

/** The options that all layers share, and which form of the GRU. */
export interface LayerOptions {
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly numLayers?: number;
  readonly bidirectional?: boolean;
  readonly bias?: boolean;
  readonly dropout?: number;
}

/** The layer for a cell of the fixtures, or the GRU in its original form. */
export function makeLayer(cell: FixtureCell | "gru-reset-before", options: LayerOptions): AnyLayer {
  if (cell === "lstm") return new LSTM(options);
  if (cell === "gru") return new GRU(options);
  if (cell === "gru-reset-before") return new GRU({ ...options, resetAfter: false });
  return new RNN({ ...options, nonlinearity: cell === "rnn-relu" ? "relu" : "tanh" });
}

/** A layer's forward pass with loosely typed states, so that one test serves all cells. */
export function runLayer(
  layer: AnyLayer,
  x: Tensor,
  options: { state?: { h: Tensor; c?: Tensor }; lengths?: readonly number[]; trace?: RecurrentTrace },
): { output: Tensor; state: { h: Tensor; c?: Tensor } } {
  const forward = layer.forward as (x: Tensor, options: object) => { output: Tensor; state: { h: Tensor; c?: Tensor } };
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
    const { inputs, hidden, layers, directions, bias } = one.settings;
    const layer = makeLayer(cell, {
      inputSize: inputs,
      hiddenSize: hidden,
      numLayers: layers,
      bidirectional: directions === 2,
      bias,
    });
    const leaf = (name: string, requiresGrad: boolean) =>
      tensor(one.numbers(name), one.tensors.get(name)!.shape, { requiresGrad });
    const names = layer.namedParameters().map(([name]) => name);
    layer.loadStateDict(Object.fromEntries(names.map((name) => [name, leaf(name, false)])));
    const x = leaf("x", true);
    const h0 = one.settings.state ? leaf("h0", true) : undefined;
    const c0 = one.settings.state && cell === "lstm" ? leaf("c0", true) : undefined;
    const state = h0 ? (c0 ? { h: h0, c: c0 } : { h: h0 }) : undefined;
    const lengths = one.settings.lengths ?? undefined;
    const { output, state: final } = runLayer(layer, x, { ...(state && { state }), ...(lengths && { lengths }) });
    const results: Record<string, number> = {
      output: largestError(output.toArray(), one.numbers("output")),
      hN: largestError(final.h.toArray(), one.numbers("hN")),
    };
    let loss = output
      .mul(leaf("factors.output", false))
      .sum()
      .add(final.h.mul(leaf("factors.hN", false)).sum());
    if (final.c) {
      results.cN = largestError(final.c.toArray(), one.numbers("cN"));
      loss = loss.add(final.c.mul(leaf("factors.cN", false)).sum());
    }
    loss.backward();
    const gradients: Record<string, number> = { x: errorOfLargest(x.grad ?? [], one.numbers("grad.x")) };
    if (h0) gradients.h0 = errorOfLargest(h0.grad ?? [], one.numbers("grad.h0"));
    if (c0) gradients.c0 = errorOfLargest(c0.grad ?? [], one.numbers("grad.c0"));
    for (const [name, parameter] of layer.namedParameters()) {
      gradients[name] = errorOfLargest(parameter.grad ?? [], one.numbers(`grad.${name}`));
    }
    const expected = [...one.tensors.keys()].filter((name) => /^grad\.(weight|bias)/.test(name));
    if (expected.length !== names.length) gradients["parameters by name"] = Number.POSITIVE_INFINITY;
    layer.dispose();
    return { results, gradients };
  });
}
