// Recurrent networks of every cell that a graph can hold.
import { GRU, LSTM, RNN } from "recurra";
import { MinGRU, type RecurrentOptions, SLSTM } from "recurra/nn";

export type AnyLayer = RNN | LSTM | GRU | MinGRU | SLSTM;

/** The GRU comes in two forms: with the reset gate on the product, and on the state before it. */
export type CellName = keyof typeof makers;

const makers = {
  "rnn-tanh": (options: RecurrentOptions) => new RNN(options),
  "rnn-relu": (options: RecurrentOptions) => new RNN({ ...options, nonlinearity: "relu" }),
  lstm: (options: RecurrentOptions) => new LSTM(options),
  gru: (options: RecurrentOptions) => new GRU(options),
  "gru-reset-before": (options: RecurrentOptions) => new GRU({ ...options, resetAfter: false }),
  mingru: (options: RecurrentOptions) => new MinGRU(options),
  slstm: (options: RecurrentOptions) => new SLSTM(options),
  "slstm-heads": (options: RecurrentOptions) => new SLSTM({ ...options, heads: HEADS }),
};

/** Divides the hidden sizes of the tests. */
const HEADS = 3;

export function makeLayer(cell: CellName, options: RecurrentOptions): AnyLayer {
  return makers[cell](options);
}
