// The options of the lab of cells.
import { cellFacts } from "recurra/nn";
import { type CellName, cellNames } from "recurra/words";
import { choice, count, number, type SettingsOf, trainingOptions, unitsOption } from "../lab/options.ts";

/** Training steps that count as an epoch: every step has sequences of its own. */
export const STEPS_PER_EPOCH = 50;

/** Whether a cell has gates to look at. */
export function isGated(cell: CellName): boolean {
  return cellFacts(cell).gates.length > 0;
}

/** In the order in which they are opened: cells with gates first. */
export const openedCells: readonly CellName[] = [
  ...cellNames.filter(isGated),
  ...cellNames.filter((cell) => !isGated(cell)),
];

export const options = {
  ...trainingOptions({ epochs: 30, batch: 64, learningRate: 0.02 }),
  epochs: count(30, "n", "times 50 training steps"),
  cell: choice<"all" | CellName>(["all", ...openedCells], "all", "cell to train and open"),
  hidden: unitsOption(6, "units of the cell"),
  length: count(60, "steps", "steps of a sequence", 2),
  marks: number(0.05, "share", "share of the steps that are marked", { least: 0.01, limit: 1 }),
};

export type CellsSettings = SettingsOf<typeof options>;
