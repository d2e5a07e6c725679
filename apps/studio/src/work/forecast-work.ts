// A forecast as the Worker runs it: the library's own experiment, paced and told of in snapshots; or the answer that trains nothing.
import { DataError, Experiment, type ExperimentSettings, OptionError, readSettings } from "recurra";
import { bytesOfWeights, type ExperimentOptions, type ExperimentResult } from "recurra/experiment";
import { type OpenedNetwork, openFit } from "recurra/inside";
import { loadPretrained } from "recurra/pretrained";
import type { FirstLook, Look, Rivals, RunOrder, RunResult, RunWhat, Snapshot } from "../engine/protocol.ts";
import { asksPretrained } from "../link/pretrained-part.ts";
import { experimentOf, readingOf } from "../link/reading.ts";
import { firstLook } from "./first-look.ts";
import { resultOf, verdictOf } from "./forecast-result.ts";
import { HeldOutLook } from "./held-out-look.ts";
import { NetworkLook } from "./network-look.ts";
import { hex, seriesFor } from "./open-files.ts";
import { Outbox } from "./outbox.ts";
import { Pacer } from "./pacer.ts";
import { rivalsOf } from "./rivals.ts";
import { RunTrack } from "./run-track.ts";
import { Watching } from "./watching.ts";

interface ForecastWorkParts {
  readonly order: RunOrder;
  readonly what: Extract<RunWhat, { kind: "instant" | "forecast" }>;
  readonly pacer: Pacer;
  readonly outbox: Outbox<Snapshot>;
  readonly signal: AbortSignal;
  readonly watching: Watching;
  /** Tells the page what comes once. */
  readonly say: (
    message:
      | { readonly type: "rivals"; readonly rivals: Rivals }
      | { readonly type: "first"; readonly first: FirstLook }
      | { readonly type: "result" | "instant"; readonly result: RunResult },
  ) => void;
}

/** What describes a network and its training: nothing that the pretrained one takes. */
const OF_TRAINING: readonly (keyof ExperimentSettings)[] = [
  ...(["head", "dropout", "epochs", "patience", "batchSize", "learningRate", "fineTune", "optimizer"] as const),
  ...(["weightDecay", "schedule", "warmUp", "scheduleDecay", "scheduleEvery", "average", "cell"] as const),
  ...(["hiddenSize", "numLayers", "clipNorm", "loss", "model"] as const),
];

interface Trained {
  readonly result: ExperimentResult;
  readonly model: Uint8Array | undefined;
}

/** The answer without training that was given last, and what it was asked. */
let answered:
  | { readonly question: string; readonly result: ExperimentResult; readonly model: Trained["model"] }
  | undefined;

/** Runs the experiment to its end. Throws as it does, in the library's words. */
export async function runForecast(parts: ForecastWorkParts): Promise<RunResult> {
  const { order, what } = parts;
  const ofRun = experimentOf(order.settings); // how the file is read is no setting of the experiment
  const given = { ...ofRun, ...(order.seed !== 0 && { seed: String(order.seed) }), mode: order.mode };
  const asked = readSettings(given);
  const series = await seriesFor(what.sha256, order.settings);
  const plain: ExperimentSettings = { ...withoutTraining(asked), model: "pretrained" };
  const question = JSON.stringify([what.sha256, readingOf(order.settings), { ...plain, seed: 0 }]);
  if (what.kind === "forecast") {
    const pretrained = asksPretrained(ofRun) ? { pretrained: loadPretrained() } : {};
    if (answered?.question !== question) sayFirst();
    const { result, model } = await train(new Experiment(series, asked, pretrained), parts);
    if (answered?.question !== question) await answerBehind(resultOf(result, { model, instant: undefined }));
    return resultOf(result, { model, instant: answered?.question === question ? answered.result : undefined });
  }
  // Settings of the training are none of this question.
  const { seed = 0 } = plain;
  if (answered?.question === question && answered.result.settings.seed === seed)
    return resultOf(answered.result, { model: answered.model });
  sayFirst();
  // The page has a turn to draw it.
  await parts.pacer.breathe();
  return answer(parts, true);

  function sayFirst(): void {
    const first = firstLook(series, asked);
    if (first) parts.say({ type: "first", first });
  }

  /** `first`: the verdict is told before its report is written. */
  async function answer(asIt: ForecastWorkParts, first = false): Promise<RunResult> {
    const { result, model } = await train(new Experiment(series, plain, { pretrained: loadPretrained() }), asIt);
    answered = { question, result, model };
    if (first) {
      parts.say({ type: "instant", result: verdictOf(result, model) });
      await parts.pacer.breathe();
    }
    return resultOf(result, { model });
  }

  /** Whoever played at once did not wait for the answer without training: what was learned is compared with it at the end. */
  async function answerBehind(trained: RunResult): Promise<void> {
    parts.say({ type: "result", result: trained });
    await parts.pacer.breathe();
    // Nothing of it is part of the run, which has ended: neither its snapshots nor where the page looks.
    const pacer = new Pacer({ turn: () => parts.pacer.breathe() });
    const apart = { pacer, outbox: new Outbox<Snapshot>({ post: () => {} }), watching: new Watching(), say: () => {} };
    try {
      parts.say({ type: "instant", result: await answer({ ...parts, ...apart }) });
    } catch (error) {
      // What was learned stands without it, too.
      if (parts.signal.aborted || !isRefusal(error)) throw error;
    }
  }
}

const isRefusal = (error: unknown): boolean => error instanceof DataError || error instanceof OptionError;

/** What is asked of a network that is not trained. */
function withoutTraining(asked: ExperimentSettings): ExperimentSettings {
  return Object.fromEntries(
    Object.entries(asked).filter(([key]) => !OF_TRAINING.includes(key as keyof ExperimentSettings)),
  );
}

async function train(
  experiment: Experiment,
  { order, pacer, outbox, signal, watching, say }: ForecastWorkParts,
): Promise<Trained> {
  let hash: string | undefined;
  let look: HeldOutLook | undefined;
  const most = { "backtest fit": 0, "final fit": 0 };
  const more = () => {
    const heldOut = watching.isSeen ? look?.picture(pacer.state === "paused") : undefined;
    const weights = hash !== undefined && { weights: hash };
    return { pictures: "", ...weights, ...(heldOut && { heldOut }), ...inside.take() };
  };
  const inside = new NetworkLook({ pacer, watching });
  let open: (look: Look) => OpenedNetwork | undefined = () => undefined;
  const track = new RunTrack({ pacer, outbox, more });
  watching.onTurn(() => {
    look?.turn(watching.dial);
    track.look();
  });
  const weigh = async (step: Parameters<NonNullable<ExperimentOptions["onStep"]>>[0]): Promise<void> => {
    hash = hex(await crypto.subtle.digest("SHA-256", bytesOfWeights(step.weights())));
  };
  const run = experiment.run({
    signal,
    rivals: true,
    onStep: (step) => {
      hash = undefined; // that of an earlier step
      look?.enter(step);
      // What tunes the pretrained network has no look at it.
      open = ({ sequence }) => step.look && openFit(step.look(sequence));
      inside.enter(open);
      const isStop = track.count(step) === order.stop;
      const waiting = isStop ? weigh(step).then(() => track.afterStep()) : track.afterStep();
      const leave = (): void => {
        look?.leave();
        inside.leave();
      };
      if (waiting) return waiting.then(leave);
      leave();
    },
  });
  let model: Uint8Array | undefined;
  for await (const event of run) {
    if (event.type === "phase") most[event.phase] = event.epochs;
    if (event.type === "model") model = event.model;
    if (event.type === "rivals") {
      const { target, settings } = experiment.outline;
      const unit = settings.unit === undefined || settings.unit === null ? "" : `, ${settings.unit}`;
      say({ type: "rivals", rivals: rivalsOf(event, `${target}${unit}`) });
      const { origins, horizon } = event.heldOut;
      look = new HeldOutLook({ windows: origins.length, horizon, batches: experiment.outline.batches });
      look.turn(watching.dial);
    }
    if (event.type === "epoch") {
      const { epoch, trainLoss, validationLoss, best, threads } = event.epoch;
      if (best && event.phase === "backtest fit") look?.keep();
      const line = { phase: event.phase, epoch, epochs: most[event.phase], trainLoss, best, threads };
      inside.enter(open);
      await track.afterEpoch({ ...line, ...(validationLoss !== undefined && { validationLoss }) });
      inside.leave();
    }
    if (event.type === "fitted") {
      look?.end();
      track.look();
    }
    if (event.type === "result") {
      track.end();
      return { result: event.result, model };
    }
  }
  throw new Error("The experiment ended without a result.");
}
