import { reshape, type Tensor, transpose, zeros } from "../../tensor/index.ts";
import { Linear } from "../layers/linear.ts";
import { Module } from "../module/module.ts";
import { mapState } from "../recurrent/network-state.ts";
import type { HiddenState } from "../recurrent/recurrent.ts";

/**
 * Joins the final states of a bidirectional encoder into the initial states of a decoder with one direction.
 *
 *   h_l = W [h_l forward, h_l backward] + b        for every layer l, and the same with weights of its own for c
 *
 * Shapes: h [L*2, B, H] -> [L, B, H]. Parameters: h.weight [H, 2H], h.bias [H]; and so for each further state of the cell by its
 * name: for LSTMs c.weight and c.bias. Of an sLSTM it joins h alone, since c and n belong together: the decoder's memory begins empty.
 */
export class Bridge extends Module {
  override readonly repeatable = true;
  declare readonly h: Linear;
  declare readonly c: Linear | undefined;

  /** `states` are the names of the states that it joins; others become zero. */
  constructor(options: { hiddenSize: number; states: readonly string[] }) {
    super();
    const size = { inFeatures: 2 * options.hiddenSize, outFeatures: options.hiddenSize };
    for (const name of options.states) (this as unknown as Record<string, Linear>)[name] = new Linear(size);
  }

  /** What joins the directions of a state, if it is joined. */
  linearOf(name: string): Linear | undefined {
    return (this as unknown as Record<string, Linear | undefined>)[name];
  }

  forward<State extends HiddenState>(state: State): State {
    return mapState(state, (one, name) => {
      const linear = this.linearOf(name);
      const [both, batch, hidden] = one.shape;
      return linear ? joinDirections(one, linear) : zeros([both / 2, batch, hidden]);
    });
  }
}

function joinDirections(state: Tensor, linear: Linear): Tensor {
  const [both, batch, hidden] = state.shape;
  const layers = both / 2;
  const byLayer = reshape(state, [layers, 2, batch, hidden]);
  const beside = reshape(transpose(byLayer, 1, 2), [layers, batch, 2 * hidden]);
  return linear.forward(beside);
}
