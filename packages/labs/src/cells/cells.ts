// One trained cell, opened: what its gates and states do while it stores a marked value and holds it.
import { Adam, type Batch, mseLoss, withMode, withSeed } from "recurra";
import { withEvaluation } from "recurra/nn";
import type { CellName } from "recurra/words";

import { checkStart } from "../lab/check-start.ts";
import type { Lab, LabContext, LabDial, LabProgress, LabResult } from "../lab/lab.ts";
import { trainPhase } from "../lab/phase.ts";
import { Watched } from "../lab/watched.ts";
import { modelFile, parameterCount } from "../network/model-file.ts";
import { describeNetwork } from "../network/network.ts";
import { oneOf } from "../network/opened.ts";
import { printNetwork } from "../network/printed-network.ts";
import { program } from "../programs/cells.generated.ts";
import { type Marked, makeMarked, scoreMemoryless } from "./data.ts";
import type { CellsFound, Opened } from "./found.ts";
import { drawHeatMaps, rankSequences } from "./heat.ts";
import { lookInside } from "./inside.ts";
import { Keeper } from "./keeper.ts";
import { gruNotations, lstmNotations } from "./notation.ts";
import { openKeeper } from "./opened.ts";
import { summarize, writeReport } from "./report.ts";
import { describeResults, listScores } from "./results.ts";
import { type CellsSettings, openedCells, options, STEPS_PER_EPOCH } from "./settings.ts";

const TEST_SEQUENCES = 500;
/** Sequences on which notations are compared, and which are watched while a network learns. */
const COMPARED_SEQUENCES = 20;

const dial: LabDial = {
  label: "test sequence",
  least: 1,
  most: COMPARED_SEQUENCES,
  step: 1,
  initial: 1,
  effect: "Another sequence goes through the cell as it is now. What it learns stays as it is.",
};

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
  const few = makeMarked(COMPARED_SEQUENCES, length, marks, seed);
  const ranked = rankSequences(few);
  const models = new Map<CellName, Keeper>();
  const watched = new Watched(context, dial);
  try {
    const opened: Opened[] = [];
    for (const cell of settings.cell === "all" ? openedCells : [settings.cell]) {
      const name = describeNetwork({ cell, hidden, layers: 1, bidirectional: false, dropout: 0 });
      const model = watched.keep(withSeed(seed, () => new Keeper(cell, hidden)));
      models.set(cell, model);
      watched.show(
        (sequence) => {
          const inside = withEvaluation(model, () => lookInside(model, few, context.mode));
          return drawHeatMaps({ name, inside }, few, ranked[Math.round(sequence) - 1]);
        },
        (chosen, sequence) => {
          const b = ranked[oneOf(ranked.length, Math.round(chosen) - 1 + oneOf(ranked.length, sequence))];
          return openKeeper(model, few, b, { title: name, mode: context.mode });
        },
      );
      const trainLosses = yield* train(model, name, settings, context);
      const parameters = parameterCount(model);
      const printed = printNetwork(model);
      opened.push({ cell, name, parameters, printed, trainLosses, inside: lookInside(model, test, context.mode) });
    }
    const compared = withMode(context.mode ?? "strict", () => compareNotations(models, settings, few));
    const found: CellsFound = { settings, test, naive: scoreMemoryless(test), opened, compared };
    const [only] = models.values();
    return {
      results: describeResults(found),
      scores: listScores(found),
      summary: summarize(found),
      report: writeReport(found),
      ...(models.size === 1 && {
        model: modelFile("cells", only, settings, { mode: context.mode, architecture: only.architecture }),
      }),
      ...watched.handOver(),
    };
  } finally {
    watched.dispose();
  }
}

export const cells: Lab<typeof options> = {
  name: "cells",
  title: "Inside a cell",
  about: "the gates and states of an LSTM, a GRU and three other cells that store a value and hold it",
  dial,
  code: { text: program, files: [] },
  options,
  start(settings, context = {}) {
    checkStart(options, settings, context);
    return run(settings, context);
  },
};
