// Recurrent networks of every cell that a graph can hold.
import { GRU, LSTM, RNN } from "recurra";
import type { RecurrentOptions } from "recurra/nn";

export type AnyLayer = RNN | LSTM | GRU;

/** The GRU comes in two forms: with the reset gate on the product, and on the state before it. */
export type CellName = "rnn-tanh" | "rnn-relu" | "lstm" | "gru" | "gru-reset-before";

export function makeLayer(cell: CellName, options: RecurrentOptions): AnyLayer {
  if (cell === "lstm") return new LSTM(options);
  if (cell === "gru") return new GRU(options);
  if (cell === "gru-reset-before") return new GRU({ ...options, resetAfter: false });
  return new RNN({ ...options, nonlinearity: cell === "rnn-relu" ? "relu" : "tanh" });
}
