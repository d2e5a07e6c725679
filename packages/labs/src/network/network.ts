import { type Module, OptionError, type Tensor } from "recurra";
import { type HiddenState, type RecurrentTrace, recurrentNetwork } from "recurra/nn";
import { type CellName, cellTitle, counted } from "recurra/words";

/** A recurrent network of any cell; labs that do not care for the cell's state use it through this. */
export type RecurrentNetwork = Module & {
  readonly numLayers: number;
  readonly directions: number;
  readonly hiddenSize: number;
  forward(
    x: Tensor,
    options?: { state?: HiddenState; lengths?: readonly number[]; trace?: RecurrentTrace },
  ): { output: Tensor; state: HiddenState };
};

/** The settings that `networkOptions` offers. */
export interface NetworkSettings {
  readonly cell: CellName;
  readonly hidden: number;
  readonly layers: number;
  readonly bidirectional: boolean;
  readonly dropout: number;
}

/** Throws OptionError for settings that do not fit together. */
export function checkNetwork({ layers, dropout }: { readonly layers: number; readonly dropout: number }): void {
  if (dropout > 0 && layers === 1) {
    const problem = [{ option: "dropout" }, ` ${dropout} acts between layers, but there is one`];
    throw new OptionError("LAB_OPTION", "", problem, {
      remedies: [["ask for more with ", { option: "layers" }], "leave it out"],
    });
  }
}

/** The recurrent network that the settings describe. */
export function makeNetwork(inputSize: number, settings: NetworkSettings): RecurrentNetwork {
  const { hidden: hiddenSize, layers: numLayers, bidirectional, dropout } = settings;
  const options = { inputSize, hiddenSize, numLayers, bidirectional, dropout };
  return recurrentNetwork(settings.cell, options) as RecurrentNetwork;
}

/** "GRU of 30 units", "2-layer bidirectional LSTM of 32 units". */
export function describeNetwork({ cell, hidden, layers, bidirectional }: NetworkSettings): string {
  const depth = layers > 1 ? `${layers}-layer ` : "";
  const directions = bidirectional ? "bidirectional " : "";
  return `${depth}${directions}${cellTitle(cell)} of ${counted(hidden, "unit")}`;
}
