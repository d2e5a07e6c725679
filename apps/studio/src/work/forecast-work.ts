// A forecast as the Worker runs it: the library's own experiment, paced and told of in snapshots; or the answer that trains nothing.
import { forecastBody, forecastReport } from "@recurra/report";
import { Experiment, type ExperimentSettings, readSettings } from "recurra";
import { bytesOfWeights, type ExperimentResult } from "recurra/experiment";
import { loadPretrained } from "recurra/pretrained";
import type { RunOrder, RunResult, RunWhat, Snapshot } from "../engine/protocol.ts";
import { experimentOf } from "../link/reading.ts";
import { version } from "../version.ts";
import { hex, seriesFor } from "./open-files.ts";
import type { Outbox } from "./outbox.ts";
import type { Pacer } from "./pacer.ts";
import { RunTrack } from "./run-track.ts";

export interface ForecastWorkParts {
  readonly order: RunOrder;
  readonly what: Extract<RunWhat, { kind: "instant" | "forecast" }>;
  readonly pacer: Pacer;
  readonly outbox: Outbox<Snapshot>;
  readonly signal: AbortSignal;
}

/** What describes a network and its training: nothing that the pretrained one takes. */
const OF_TRAINING: readonly (keyof ExperimentSettings)[] = [
  ...(["head", "dropout", "epochs", "patience", "batchSize", "learningRate", "fineTune", "optimizer"] as const),
  ...(["weightDecay", "schedule", "warmUp", "scheduleDecay", "scheduleEvery", "average", "cell"] as const),
  ...(["hiddenSize", "numLayers", "clipNorm", "loss", "model"] as const),
];

/** Runs the experiment to its end. Throws as it does, in the library's words. */
export async function runForecast({ order, what, pacer, outbox, signal }: ForecastWorkParts): Promise<RunResult> {
  const given = {
    ...experimentOf(order.settings),
    ...(order.seed !== 0 && { seed: String(order.seed) }),
    mode: order.mode,
  };
  const asked = readSettings(given);
  const series = await seriesFor(what.sha256, order.settings);
  const instant = what.kind === "instant";
  const settings: ExperimentSettings = instant
    ? {
        ...Object.fromEntries(
          Object.entries(asked).filter(([key]) => !OF_TRAINING.includes(key as keyof ExperimentSettings)),
        ),
        model: "pretrained",
      }
    : asked;
  const experiment = new Experiment(series, settings, instant ? { pretrained: loadPretrained() } : {});

  let hash: string | undefined;
  const most = { "backtest fit": 0, "final fit": 0 };
  const more = () => ({ pictures: "", ...(hash !== undefined && { weights: hash }) });
  const track = new RunTrack({ pacer, outbox, more });
  const run = experiment.run({
    signal,
    onStep: (step) => {
      if (track.count(step) !== order.stop) return track.afterStep();
      return crypto.subtle.digest("SHA-256", bytesOfWeights(step.weights())).then((digest) => {
        hash = hex(digest);
        return track.afterStep();
      });
    },
  });
  let model: Uint8Array | undefined;
  for await (const event of run) {
    if (event.type === "phase") most[event.phase] = event.epochs;
    if (event.type === "model") model = event.model;
    if (event.type === "epoch") {
      const { epoch, trainLoss, validationLoss, best } = event.epoch;
      const line = { phase: event.phase, epoch, epochs: most[event.phase], trainLoss, best };
      await track.afterEpoch({ ...line, ...(validationLoss !== undefined && { validationLoss }) });
    }
    if (event.type === "result") {
      track.end();
      return resultOf(event.result, model);
    }
  }
  throw new Error("The experiment ended without a result.");
}

function resultOf(result: ExperimentResult, model: Uint8Array | undefined): RunResult {
  const document = { ...result, files: {}, versions: { recurra: version } };
  return { body: forecastBody(document), page: forecastReport(document), csv: csvOf(result), ...(model && { model }) };
}

/** time, value and the bounds of the interval, as forecast.csv has them. */
function csvOf({ forecast }: ExperimentResult): string {
  const cell = (value: unknown): string => {
    const text = value === null || value === undefined ? "" : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const rows = forecast.map(({ time, value, lower, upper }) => [time, value, lower, upper].map(cell).join(","));
  return ["time,value,lower,upper", ...rows, ""].join("\n");
}
