// The table of cells: whatever goes by the word of a cell (options, architectures, sizes, networks of other networks) takes it from
// here, and its word from words/cells.ts. A new cell is a word there, a line of `CellTypes` and an entry of `CELLS`: one alone does not compile.

import { COUNT, flag, type OptionRule, part, requireOption, word } from "../../core/option-rules.ts";
import type { Cell } from "../../kernels/wasm/recurrent-cell.ts";
import { type CellName, cellNames } from "../../words/cells.ts";
import type { Module } from "../module/module.ts";
import { GRU, gruCell } from "./gru.ts";
import { LSTM, lstmCell } from "./lstm.ts";
import { MinGRU, minGruCell } from "./mingru.ts";
import type { RecurrentOptions } from "./recurrent.ts";
import { NONLINEARITY, RNN, rnnCell } from "./rnn.ts";
import { SLSTM, slstmCell } from "./slstm.ts";

/** Each cell by its word in settings: its class, its type in an architecture, and the options that it alone has. */
export interface CellTypes {
  rnn: { network: RNN; type: "RNN"; own: { readonly nonlinearity: "tanh" | "relu" } };
  lstm: { network: LSTM; type: "LSTM"; own: object };
  gru: { network: GRU; type: "GRU"; own: { readonly resetAfter: boolean } };
  mingru: { network: MinGRU; type: "MinGRU"; own: object };
  slstm: { network: SLSTM; type: "SLSTM"; own: { readonly heads: number } };
}

/** A recurrent network of any cell. */
export type RecurrentNetwork = CellTypes[CellName]["network"];

/** What there is to know of a cell. */
interface CellEntry<One extends CellTypes[CellName]> {
  readonly type: One["type"];
  readonly network: new (options: RecurrentOptions & Partial<One["own"]>) => One["network"];
  /** What its own options may be, each with its default. */
  readonly own: {
    readonly [Name in keyof One["own"]]: readonly [rule: OptionRule<One["own"][Name]>, otherwise: One["own"][Name]];
  };
  /** Its form in the engine; the default one where no options are given. */
  readonly cellOf: (own: Partial<One["own"]>) => Cell;
}

/** Every cell. */
export const CELLS: { readonly [Name in CellName]: CellEntry<CellTypes[Name]> } = {
  rnn: { type: "RNN", network: RNN, own: { nonlinearity: [NONLINEARITY, "tanh"] }, cellOf: rnnCell },
  lstm: { type: "LSTM", network: LSTM, own: {}, cellOf: lstmCell },
  gru: { type: "GRU", network: GRU, own: { resetAfter: [flag, true] }, cellOf: gruCell },
  mingru: { type: "MinGRU", network: MinGRU, own: {}, cellOf: minGruCell },
  slstm: { type: "SLSTM", network: SLSTM, own: { heads: [COUNT, 1] }, cellOf: slstmCell },
};

/** The rule of an option that names a cell. */
export const CELL: OptionRule<CellName> = /* @__PURE__ */ word(...cellNames);

/** What a cell is made of, for programs that do not care which one it is. */
export interface CellFacts {
  /** The name of its class, which is its type in an architecture. */
  readonly type: string;
  /** Blocks of H rows in its weights: 4 for the LSTM. */
  readonly blocks: number;
  /** Names of the gates that a RecurrentTrace shows; none for a plain cell. */
  readonly gates: readonly string[];
  /** Names of the states that it carries from step to step, h first. */
  readonly states: readonly string[];
}

/** Throws OptionError OPTION_VALUE for a word that is no cell's. */
export function cellFacts(name: CellName): CellFacts {
  requireOption("cellFacts", "name", CELL, name);
  const { gates: blocks, gateSlots, states } = cellOf(name);
  return { type: CELLS[name].type, blocks, gates: Object.keys(gateSlots), states };
}

/** The engine's form of a cell with its default options. */
export function cellOf(name: CellName): Cell {
  return CELLS[name].cellOf({});
}

/** A network of this cell. Throws OptionError OPTION_VALUE for a word that is no cell's, and what its class throws. */
export function recurrentNetwork(name: CellName, options: RecurrentOptions): RecurrentNetwork {
  requireOption("recurrentNetwork", "name", CELL, name);
  return new CELLS[name].network(options);
}

const MODULE = /* @__PURE__ */ part<Module>("a module", "namedParameters");

/** The word of a network's cell, also where its class extends one of these; undefined for any other module. Throws OptionError OPTION_VALUE. */
export function cellNameOf(network: Module): CellName | undefined {
  requireOption("cellNameOf", "network", MODULE, network);
  return cellNames.find((name) => network instanceof CELLS[name].network);
}
