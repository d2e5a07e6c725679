// The networks that are compared: every cell, reading forwards only or in both directions.
import { Linear, Module, OptionError, type Tensor } from "recurra";
import { type HiddenState, type RNNOptions, recurrentNetwork } from "recurra/nn";
import { type CellName, cellNames, cellTitle, taughtCells } from "recurra/words";
import { measureFromLast, restorePrices } from "../prices/relative-prices.ts";

/** A cell's word, with "bi" before it where it reads in both directions. */
export type NetworkName = CellName | `bi${CellName}`;
export const networkNames: readonly NetworkName[] = inBothWays(cellNames);

/** Those that are compared where none are named. */
export const usualNetworks: readonly NetworkName[] = inBothWays(taughtCells);

function inBothWays(cells: readonly CellName[]): NetworkName[] {
  return [...cells, ...cells.map((cell) => `bi${cell}` as const)];
}

/** What a cell has here that it does not have by itself: a plain one with tanh forgets within days. */
const OWN: Readonly<Partial<Record<CellName, { readonly title: string; readonly options: Partial<RNNOptions> }>>> = {
  rnn: { title: "RNN (ReLU)", options: { nonlinearity: "relu" } },
};

interface NetworkSize {
  readonly hidden: number;
  readonly layers: number;
  readonly dropout: number;
}

/** Throws OptionError for a name that is none, and for one that stands twice. */
export function checkNames(names: readonly string[]): asserts names is readonly NetworkName[] {
  const wrong = names.find((name, i) => !networkNames.includes(name as NetworkName) || names.indexOf(name) !== i);
  if (wrong === undefined) return;
  const problem = [
    { option: "networks" },
    ` must be some of ${networkNames.join(", ")}, each once, but it has "${wrong}"`,
  ];
  throw new OptionError("LAB_OPTION", "", problem, { found: wrong });
}

/** "RNN (ReLU)", "bidirectional LSTM". */
export function titleOf(name: NetworkName): string {
  const cell = OWN[cellOf(name)]?.title ?? cellTitle(cellOf(name));
  return isBidirectional(name) ? `bidirectional ${cell}` : cell;
}

function cellOf(name: NetworkName): CellName {
  return cellNames.find((cell) => name === cell || name === `bi${cell}`)!;
}

function isBidirectional(name: NetworkName): boolean {
  return name !== cellOf(name);
}

type Recurrent = Module & { readonly directions: number; forward(x: Tensor): { state: HiddenState } };

/** x [B, T, 1] -> [B, 1]: the price of the day after the window, scaled as the window is. */
export class NextPrice extends Module {
  override readonly repeatable: boolean = true;
  readonly recurrent: Recurrent;
  readonly head: Linear;
  readonly #change: number | undefined;

  /** With a usual change, prices are measured from the window's last one, in units of that change. */
  constructor(name: NetworkName, { hidden: hiddenSize, layers: numLayers, dropout }: NetworkSize, change?: number) {
    super();
    this.#change = change;
    const options = { inputSize: 1, hiddenSize, numLayers, dropout, bidirectional: isBidirectional(name) };
    const cell = cellOf(name);
    this.recurrent = recurrentNetwork(cell, { ...options, ...OWN[cell]?.options });
    this.head = new Linear({ inFeatures: hiddenSize * this.recurrent.directions, outFeatures: 1 });
  }

  forward(x: Tensor): Tensor {
    const change = this.#change;
    if (change === undefined) return this.#next(x);
    const last = x.slice(1, -1); // [B, 1, 1]
    return restorePrices(this.#next(measureFromLast(x, last, change)), last.reshape([-1, 1]), change);
  }

  #next(x: Tensor): Tensor {
    const { directions } = this.recurrent;
    const { h } = this.recurrent.forward(x).state; // [L*D, B, H]: where each direction has read the whole window
    const last = h.slice(0, -directions).transpose(0, 1); // [B, D, H], the last layer
    return this.head.forward(last.reshape([x.shape[0], -1]));
  }
}
