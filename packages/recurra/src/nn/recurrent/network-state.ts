// The states of a network whose cell its user does not care for: h and what else the cell carries, in and out under the same names.
import { concat, type Tensor } from "../../tensor/index.ts";
import type { Module } from "../module/module.ts";
import type { RecurrentNetwork } from "./cells.ts";
import type { CellState, HiddenState, SequenceOptions } from "./recurrent.ts";

/** Every state changed in the same way. */
export function mapState<State extends HiddenState>(
  state: State,
  change: (one: Tensor, name: string) => Tensor,
): State {
  return Object.fromEntries(
    Object.entries(state).map(([name, one]) => [name, change(one as Tensor, name)]),
  ) as unknown as State;
}

/** The states [L, B, H] `count` times, one after the other: [L, count * B, H]. */
export function repeatState<State extends HiddenState>(state: State, count: number): State {
  return count === 1 ? state : mapState(state, (one) => concat(new Array<Tensor>(count).fill(one), 1));
}

/** Any cell's states: h, and c for the LSTM. */
export type AnyState = HiddenState & Partial<CellState>;

/** A network of any cell, whose states only go where they came from. */
export type AnyNetwork = Module & {
  forward(x: Tensor, options?: SequenceOptions<AnyState>): { output: Tensor; state: AnyState };
};

/** A network by whose states its user does not tell its cell. */
export function anyNetwork(network: RecurrentNetwork): AnyNetwork {
  return network as Module as AnyNetwork;
}
