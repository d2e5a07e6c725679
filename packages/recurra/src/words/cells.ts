// The words of recurrent cells, where programs meet them before anything is loaded that computes. What a cell is: nn/recurrent/cells.ts.

/** The cells by their words in settings, in the order in which choices name them, and what sentences call them. */
const TITLES = { rnn: "RNN", lstm: "LSTM", gru: "GRU", mingru: "minGRU", slstm: "sLSTM" } as const;

/** The word of a cell in settings. */
export type CellName = keyof typeof TITLES;

/** The words of all cells. */
export const cellNames: readonly CellName[] = /* @__PURE__ */ Object.keys(TITLES) as CellName[];

/** What sentences call a cell: "GRU". A word that is none stays as it is. */
export function cellTitle(cell: unknown): string {
  return cellNames.includes(cell as CellName) ? TITLES[cell as CellName] : String(cell);
}
