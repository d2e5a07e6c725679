import { reshape, type Tensor, transpose } from "../../tensor/index.ts";
import { Linear } from "../layers/linear.ts";
import { Module } from "../module/module.ts";

/**
 * Joins the final states of a bidirectional encoder into the initial states of a decoder with one direction.
 *
 *   h_l = W [h_l forward, h_l backward] + b        for every layer l, and the same with weights of its own for c
 *
 * Shapes: h [L*2, B, H] -> [L, B, H]. Parameters: h.weight [H, 2H], h.bias [H]; for LSTMs also c.weight and c.bias.
 */
export class Bridge extends Module {
  override readonly repeatable = true;
  readonly h: Linear;
  readonly c: Linear | undefined;

  constructor(options: { hiddenSize: number; cellState: boolean }) {
    super();
    const size = { inFeatures: 2 * options.hiddenSize, outFeatures: options.hiddenSize };
    this.h = new Linear(size);
    this.c = options.cellState ? new Linear(size) : undefined;
  }

  forward<State extends { readonly h: Tensor; readonly c?: Tensor }>(state: State): State {
    const h = joinDirections(state.h, this.h);
    return (this.c && state.c ? { h, c: joinDirections(state.c, this.c) } : { h }) as State;
  }
}

function joinDirections(state: Tensor, linear: Linear): Tensor {
  const [both, batch, hidden] = state.shape;
  const layers = both / 2;
  const byLayer = reshape(state, [layers, 2, batch, hidden]);
  const beside = reshape(transpose(byLayer, 1, 2), [layers, batch, 2 * hidden]);
  return linear.forward(beside);
}
