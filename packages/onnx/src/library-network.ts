// A model may hold a program's own module, which is code and no graph; but it then names an architecture of the library's layers that
// computes the same from parameters of the same names, and that can be exported in its place.

import { GRU, LSTM, type Model, type Module, RNN, withSeed } from "recurra";
import {
  architectureOf,
  Bidirectional,
  GRUCell,
  LSTMCell,
  moduleOf,
  type RecurrentNetwork,
  RecurrentOf,
  RNNCell,
} from "recurra/nn";

/** Does some work with the model's network, or with a network of the library that has its weights. */
export function withLibraryNetwork<T>(model: Model, work: (network: Module) => T): T {
  const { network, architecture } = model;
  if (isOfLibrary(network)) return work(network);
  // The weights that are drawn here are replaced at once; the seed keeps the program's own draws as they are.
  const twin = withSeed(0, () => moduleOf(architecture));
  try {
    const weights = new Map(network.namedParameters());
    for (const [name, parameter] of twin.namedParameters()) parameter.value = weights.get(name)!.value;
    return work(twin);
  } finally {
    twin.dispose();
  }
}

function isOfLibrary(network: Module): boolean {
  try {
    architectureOf(network);
    return true;
  } catch {
    return false;
  }
}

/** The networks that compute what a cell of the library does in a loop. */
const NETWORKS = new Map<unknown, typeof RNN | typeof LSTM | typeof GRU>([
  [RNNCell, RNN],
  [LSTMCell, LSTM],
  [GRUCell, GRU],
]);

/**
 * Does some work with the recurrent network that computes what a RecurrentOf or Bidirectional of the library's cells does in eval(); undefined
 * where there is none: for a cell of a program's own, states that are means of new and old ones, and a sequence that is read from its end alone.
 */
export function withCellNetwork<T>(module: Module, work: (network: RecurrentNetwork) => T): T | undefined {
  const runs = module instanceof Bidirectional ? [module.forward_cell, module.reverse_cell] : [module];
  const cells = runs.map((run) => (run instanceof RecurrentOf ? run.cell : run));
  const [first] = cells;
  const Network = NETWORKS.get(first.constructor);
  const plain = runs.every((run, d) => run instanceof RecurrentOf && run.reverse === (d === 1) && run.zoneout === 0);
  if (!Network || !plain || JSON.stringify(architectureOf(cells.at(-1)!)) !== JSON.stringify(architectureOf(first)))
    return undefined;
  const options = { ...(first as GRUCell), bidirectional: cells.length === 2 };
  const { inputSize, hiddenSize, bias, bidirectional, nonlinearity, resetAfter } = options as typeof options & {
    nonlinearity?: "tanh";
  };
  const own = { ...(nonlinearity && { nonlinearity }), ...(resetAfter !== undefined && { resetAfter }) };
  const twin = withSeed(0, () => new Network({ inputSize, hiddenSize, bias, bidirectional, ...own }));
  try {
    const values = cells.flatMap((cell) => cell.parameters().map((parameter) => parameter.value));
    for (const [i, parameter] of twin.parameters().entries()) parameter.value = values[i];
    return work(twin);
  } finally {
    twin.dispose();
  }
}
