// Up or not up tomorrow? A recurrent network reads the volume and the prices of a few days and gives the probability that
// the next close is higher.
//
//   x_(i-L) ... x_(i-1)  ->  LSTM of 32 units  ->  its last state  ->  Linear 32 -> 1  ->  sigmoid  ->  P(close_i > close_(i-1))
import {
  Adam,
  type Architecture,
  bceWithLogitsLoss,
  concat,
  LastStep,
  Linear,
  Module,
  noGrad,
  type Tensor,
  type Windows,
  withMode,
  withSeed,
} from "recurra";
import type { Lab, LabContext, LabProgress, LabResult } from "../lab.ts";
import { modelFile, parameterCount, sequence } from "../model-file.ts";
import { checkNetwork, makeNetwork, type NetworkSettings, type RecurrentNetwork } from "../network.ts";
import { counted } from "../numbers.ts";
import {
  choice,
  count,
  counts,
  networkOptions,
  number,
  type SettingsOf,
  text,
  trainingOptions,
  words,
} from "../options.ts";
import { trainPhase } from "../phase.ts";
import { Turns } from "../turns.ts";
import { type DirectionData, readDirection } from "./data.ts";
import { directionReport, directionResults, directionSummary } from "./report.ts";
import { type Scored, scoreBaselines, scoreCalls } from "./score.ts";

const options = {
  columns: words(["Volume", "Open", "Close"], "names", "columns that the network reads"),
  target: text("Close", "name", "the column whose rise is predicted"),
  features: choice(
    ["levels", "changes"],
    "levels",
    "what is read of a column, its values or their relative changes from day to day",
  ),
  lengths: counts([3, 4], "days", "days in a window; a network for each length"),
  validation: number(0.15, "share", "share of the days, before the test, that chooses the epoch", {
    open: true,
    limit: 1,
  }),
  test: number(0.2, "share", "share of the days, at the end, that is predicted and never learnt from", {
    open: true,
    limit: 1,
  }),
  ...networkOptions({ cell: "lstm", hidden: 32, layers: 1 }),
  ...trainingOptions({ epochs: 100, batch: 32, learningRate: 1e-3 }),
  patience: count(10, "n", "stop after so many epochs without a lower validation loss"),
};

export type DirectionSettings = SettingsOf<typeof options>;

/** One window length: its network and what became of it. */
export interface Tried extends Scored {
  readonly length: number;
  readonly name: string;
  readonly parameters: number;
  readonly bestEpoch: number;
  readonly trainLosses: readonly number[];
  readonly validationLosses: readonly number[];
}

/** x [B, L, inputs] -> [B, 1], the logit of "up". */
export class Direction extends Module {
  override readonly repeatable: boolean = true;
  readonly recurrent: RecurrentNetwork;
  readonly head: Linear;

  constructor(inputs: number, settings: NetworkSettings) {
    super();
    this.recurrent = makeNetwork(inputs, settings);
    this.head = new Linear({ inFeatures: settings.hidden * this.recurrent.directions, outFeatures: 1 });
  }

  /** The same network out of layers of the library: the last state is the last output of each direction. */
  get architecture(): Architecture {
    const last = new LastStep({ bidirectional: this.recurrent.directions === 2 });
    return sequence({ recurrent: this.recurrent, last, head: this.head });
  }

  forward(x: Tensor): Tensor {
    const { h } = this.recurrent.forward(x).state; // [layers * directions, B, H]
    const last = h.select(0, -1); // of the last layer, [B, H]
    const both = this.recurrent.directions === 1 ? last : concat([h.select(0, -2), last], 1);
    return this.head.forward(both);
  }
}

/** Mean binary cross-entropy of logits [B, 1] and labels [B, 1, 1]. */
function loss(logits: Tensor, labels: Tensor): Tensor {
  return bceWithLogitsLoss(logits, labels.reshape([-1, 1]));
}

/** The probability of "up" for every window, in their order. */
async function predictRises(
  model: Direction,
  windows: Windows,
  { mode = "strict", signal }: LabContext,
): Promise<Float32Array> {
  const turns = new Turns(signal);
  const out: number[] = [];
  for (const { x } of windows.batches(256)) {
    await turns.next();
    out.push(...withMode(mode, () => noGrad(() => model.forward(x).sigmoid().toArray())));
  }
  return Float32Array.from(out);
}

async function* run(
  settings: DirectionSettings,
  data: DirectionData,
  context: LabContext,
): AsyncGenerator<LabProgress, LabResult, undefined> {
  const { lengths, seed, epochs, batch, learningRate, patience } = settings;
  const { parts, labels } = data;
  const labelsOf = (from: number, to: number) => Array.from(labels.subarray(from, to));
  const actual = labelsOf(parts.test.from, parts.test.to);
  const before = labelsOf(parts.test.from - 1, parts.test.to - 1);
  const naive = scoreBaselines(actual, before, labelsOf(1, parts.training.to));

  const tried: Tried[] = [];
  let model: Uint8Array | undefined;
  for (const length of lengths) {
    const name = `${settings.cell.toUpperCase()}, ${counted(length, "day")}`;
    const direction = withSeed(seed, () => new Direction(settings.columns.length, settings));
    try {
      const training = data.windows(length, "training");
      const validation = data.windows(length, "validation");
      const { history, bestEpoch } = yield* trainPhase(
        name,
        {
          model: direction,
          optimizer: new Adam(direction.parameters(), { learningRate }),
          loss,
          batches: (epoch) => training.batches(batch, { seed, epoch }),
          validation: () => validation.batches(256),
          epochs,
          patience,
          seed,
        },
        context,
      );
      const given = await predictRises(direction, data.windows(length, "test"), context);
      tried.push({
        length,
        name,
        parameters: parameterCount(direction),
        bestEpoch,
        trainLosses: history.map(({ trainLoss }) => trainLoss),
        validationLosses: history.map(({ validationLoss = Number.NaN }) => validationLoss),
        ...scoreCalls(actual, given, naive.base, lengths.length),
      });
      if (lengths.length === 1) {
        const { mode } = context;
        const { architecture } = direction;
        const { columns, scales } = data;
        model = modelFile("direction", direction, settings, { mode, architecture, columns, lookback: length, scales });
      }
    } finally {
      direction.dispose();
    }
  }
  const found = { settings, data, actual, naive, tried };
  return {
    results: directionResults(found),
    summary: directionSummary(found),
    report: directionReport(found),
    model,
  };
}

export const direction: Lab<typeof options> = {
  name: "direction",
  title: "Will the price rise tomorrow?",
  about: "an LSTM calls the next day up or not, beside the base rate",
  data: "a daily price file: a column of dates, and the columns asked for (Date, Volume, Open, Close)",
  options,
  start(settings, context = {}) {
    checkNetwork(settings);
    return run(settings, readDirection(context.file, settings), context);
  },
};
