// One trained cell, opened: what its gates and states do while it stores a marked value and holds it.
import {
  Adam,
  type Architecture,
  type Batch,
  Linear,
  Module,
  mseLoss,
  type RecurrentTrace,
  type Tensor,
  withMode,
  withSeed,
} from "recurra";
import type { Lab, LabContext, LabProgress, LabResult } from "../lab.ts";
import { modelFile, parameterCount, sequence } from "../model-file.ts";
import { describeNetwork, makeNetwork, type RecurrentNetwork } from "../network.ts";
import { choice, count, number, type SettingsOf, trainingOptions, unitsOption } from "../options.ts";
import { trainPhase } from "../phase.ts";
import { type Marked, makeMarked, scoreMemoryless } from "./data.ts";
import { type Inside, lookInside } from "./inside.ts";
import { gruNotations, lstmNotations } from "./notation.ts";
import { cellsReport } from "./report.ts";
import { cellsResults, cellsSummary } from "./results.ts";

/** Training steps that count as an epoch: every step has sequences of its own. */
export const STEPS_PER_EPOCH = 50;
const TEST_SEQUENCES = 500;
/** Sequences on which notations are compared. */
const COMPARED_SEQUENCES = 20;

/** In the order in which they are opened. */
const cellNames = ["lstm", "gru", "rnn"] as const;
export type CellName = (typeof cellNames)[number];

const options = {
  ...trainingOptions({ epochs: 30, batch: 64, learningRate: 0.02 }),
  epochs: count(30, "n", "times 50 training steps"),
  cell: choice(["all", ...cellNames], "all", "cell to train and open"),
  hidden: unitsOption(6, "units of the cell"),
  length: count(60, "steps", "steps of a sequence", 2),
  marks: number(0.05, "share", "share of the steps that are marked", { least: 0.01, limit: 1 }),
};

export type CellsSettings = SettingsOf<typeof options>;

/** x [B, T, 2] -> [B, T, 1]: what the cell remembers, said at every step. */
export class Keeper extends Module {
  override readonly repeatable: boolean = true;
  readonly recurrent: RecurrentNetwork;
  readonly head: Linear;

  constructor(cell: CellName, hidden: number) {
    super();
    this.recurrent = makeNetwork(2, { cell, hidden, layers: 1, bidirectional: false, dropout: 0 });
    this.head = new Linear({ inFeatures: hidden, outFeatures: 1 });
  }

  /** The same network out of layers of the library. */
  get architecture(): Architecture {
    return sequence({ recurrent: this.recurrent, head: this.head });
  }

  forward(x: Tensor, trace?: RecurrentTrace): Tensor {
    const { output } = this.recurrent.forward(x, { trace }); // [B, T, H]
    return this.head.forward(output); // [B, T, 1]
  }
}

/** A network after training. */
export interface Opened {
  readonly cell: CellName;
  /** "LSTM of 6 units". */
  readonly name: string;
  readonly parameters: number;
  readonly trainLosses: readonly number[];
  readonly inside: Inside;
}

/** Trains a network and gives the loss of each epoch. Step 0 of the random sequences is the test. */
async function* train(
  model: Keeper,
  phase: string,
  { length, marks, epochs, batch, learningRate, seed }: CellsSettings,
  context: LabContext,
): AsyncGenerator<LabProgress, readonly number[], undefined> {
  function* sequences(epoch: number): Iterable<Batch> {
    for (let i = 1; i <= STEPS_PER_EPOCH; i++) {
      yield makeMarked(batch, length, marks, seed, (epoch - 1) * STEPS_PER_EPOCH + i);
    }
  }
  const { history } = yield* trainPhase(
    phase,
    {
      model,
      optimizer: new Adam(model.parameters(), { learningRate }),
      loss: mseLoss,
      batches: sequences,
      epochs,
      clipNorm: 1,
      seed,
    },
    context,
  );
  return history.map(({ trainLoss }) => trainLoss);
}

/** What notations make of a GRU and an LSTM: the trained ones, or new ones where they were not trained. */
function compareNotations(models: ReadonlyMap<CellName, Keeper>, { hidden, seed }: CellsSettings, { x }: Marked) {
  const weights = (cell: CellName) => {
    const model = models.get(cell);
    if (model) return model.recurrent.stateDict();
    const fresh = withSeed(seed, () => new Keeper(cell, hidden));
    const state = fresh.recurrent.stateDict();
    fresh.dispose();
    return state;
  };
  return [...gruNotations(weights("gru"), hidden, x), ...lstmNotations(weights("lstm"), hidden, x)];
}

async function* run(settings: CellsSettings, context: LabContext): AsyncGenerator<LabProgress, LabResult, undefined> {
  const { length, marks, seed, hidden } = settings;
  const test = makeMarked(TEST_SEQUENCES, length, marks, seed);
  const models = new Map<CellName, Keeper>();
  try {
    const opened: Opened[] = [];
    for (const cell of settings.cell === "all" ? cellNames : [settings.cell]) {
      const name = describeNetwork({ cell, hidden, layers: 1, bidirectional: false, dropout: 0 });
      const model = withSeed(seed, () => new Keeper(cell, hidden));
      models.set(cell, model);
      const trainLosses = yield* train(model, name, settings, context);
      const parameters = parameterCount(model);
      opened.push({ cell, name, parameters, trainLosses, inside: lookInside(model, test, context.mode) });
    }
    const few = makeMarked(COMPARED_SEQUENCES, length, marks, seed);
    const compared = withMode(context.mode ?? "strict", () => compareNotations(models, settings, few));
    const found = { settings, test, naive: scoreMemoryless(test), opened, compared };
    const [only] = models.values();
    return {
      results: cellsResults(found),
      summary: cellsSummary(found),
      report: cellsReport(found),
      ...(models.size === 1 && {
        model: modelFile("cells", only, settings, { mode: context.mode, architecture: only.architecture }),
      }),
    };
  } finally {
    for (const model of models.values()) model.dispose();
  }
}

export const cells: Lab<typeof options> = {
  name: "cells",
  title: "Inside a cell",
  about: "the gates and states of an LSTM, a GRU and a plain cell that store a value and hold it",
  options,
  start: (settings, context = {}) => run(settings, context),
};
