// Going on from a state: is it one of this training, and then all of it is put in its place.

import { OptionError } from "../core/errors.ts";
import type { Turns } from "../core/turns.ts";
import type { Parameter } from "../tensor/index.ts";
import { listedFirst } from "../words/listed.ts";
import { type BestWeights, setWeights } from "./best-weights.ts";
import { metricNames } from "./metrics.ts";
import type { Batch, TrainOptions } from "./options.ts";
import { lossesOf } from "./progress.ts";
import { flawOf, otherParameters, type TrainingState, triesUntrained } from "./training-state.ts";

/** Problems that a message lists. */
const MOST_LISTED = 3;

function unfit(
  problem: string,
  remedy = "resume with the model, optimizer and options that the state was made with",
): OptionError {
  return new OptionError("TRAIN_RESUME", "train", `the state to resume from does not fit: ${problem}`, {
    remedies: [remedy],
  });
}

/** Throws OptionError TRAIN_RESUME when a state is not one of this training, and changes nothing. */
export function checkResume<B extends Batch>(options: TrainOptions<B>, state: TrainingState): void {
  const { model, optimizer, epochs, validation, average } = options;
  const flaw = flawOf(state);
  if (flaw !== undefined) throw unfit(flaw, "take another checkpoint");
  const ended = state.history.length;
  if (ended > epochs || (ended === epochs && state.batch > 0)) {
    const found = state.batch > 0 ? `it is in epoch ${state.epoch}` : `it has ${ended} epochs done`;
    throw unfit(`${found}, but epochs is ${epochs}`, "ask for more epochs");
  }
  if (ended > 0 && (state.best !== undefined) !== (validation !== undefined)) {
    throw unfit(
      state.best
        ? "it was made with validation, and there is none here"
        : "it was made without validation, and there is one here",
    );
  }
  if (state.step > 0 && triesUntrained(state) !== (options.untrained ?? false)) {
    throw unfit(
      options.untrained
        ? "it was made without the untrained weights as a candidate, and they are one here"
        : "it was made with the untrained weights as a candidate, and they are none here",
      options.untrained ? "begin anew" : undefined,
    );
  }
  const { accumulate = 1 } = options;
  if (state.step > 0 && (state.accumulate ?? 1) !== accumulate)
    throw unfit(`it was made with accumulate ${state.accumulate ?? 1}, and it is ${accumulate} here`);
  const measured = state.history.length > 0 ? metricNames(state.history.at(-1)?.metrics) : undefined;
  const asked = metricNames(options.metrics);
  if (measured !== undefined && measured !== asked)
    throw unfit(`its metrics are ${measured || "none"}, and those here are ${asked || "none"}`);
  const parameters = new Map(model.namedParameters());
  const problems = differences(parameters, state.weights);
  if (problems.length > 0) throw unfit(listProblems(problems));
  const best = state.best ? differences(parameters, state.best) : [];
  if (best.length > 0) throw unfit(`of the best epoch, ${listProblems(best)}`);
  if (!state.average !== !average) throw unfit(`it has ${state.average ? "averages" : "no averages"} of weights`);
  const averages = state.average ? differences(parameters, state.average) : [];
  if (averages.length > 0) throw unfit(`of the averages, ${listProblems(averages)}`);
  checkSchedule(options, state);
  const others = otherParameters(model, optimizer);
  if (state.others.length !== others.length || others.some(({ size }, i) => size !== state.others[i].length)) {
    const sizes = (list: readonly { length: number }[]): string => `[${list.map(({ length }) => length).join(", ")}]`;
    const expected = sizes(others.map(({ size }) => ({ length: size })));
    throw unfit(
      `it has parameters that only the optimizer knows of ${sizes(state.others)} numbers, the optimizer here of ${expected}`,
    );
  }
  optimizer.checkStateDict(state.optimizer);
}

/** Throws for a schedule that would have given another learning rate before the last step. */
function checkSchedule<B extends Batch>({ schedule, scheduleBy }: TrainOptions<B>, state: TrainingState): void {
  if (!schedule || state.step === 0) return;
  const ended = state.history.length - (state.batch > 0 ? 0 : 1);
  const rate = schedule(scheduleBy === "step" ? state.step - 1 : ended, lossesOf(state.history.slice(0, ended)));
  const found = state.optimizer.learningRate;
  if (rate !== found) throw unfit(`its learning rate is ${found}, and schedule gives ${rate} there`);
}

/** How stored weights and a model's parameters differ, in words. */
function differences(parameters: ReadonlyMap<string, Parameter>, weights: ReadonlyMap<string, Float32Array>): string[] {
  const problems: string[] = [];
  for (const [name, { size }] of parameters) {
    const found = weights.get(name)?.length;
    if (found === undefined) problems.push(`it has no ${JSON.stringify(name)}`);
    else if (found !== size) {
      problems.push(`${JSON.stringify(name)} has ${found} numbers, and ${size} in the model`);
    }
  }
  for (const name of weights.keys()) {
    if (!parameters.has(name)) problems.push(`it has ${JSON.stringify(name)}, which the model has not`);
  }
  return problems;
}

const listProblems = (problems: readonly string[]): string => listedFirst(problems, MOST_LISTED, "; ", "; ");

/**
 * The batches of an epoch after the first `count`, which are asked for and not used. Ends early when cancelled.
 * Throws OptionError TRAIN_RESUME when there are fewer.
 */
export async function passOver<B>(
  batches: Iterable<B>,
  count: number,
  turns: Turns,
  signal: AbortSignal | undefined,
): Promise<Iterable<B>> {
  const iterator = batches[Symbol.iterator]();
  for (let i = 0; i < count && !signal?.aborted; i++) {
    // In no scope: what an iterator made before its first batch, later ones may use.
    if (iterator.next().done === true) {
      throw unfit(
        `it has ${count} batches of its epoch done, but batches() gave ${i}`,
        "resume with the data and batch size that the state was made with",
      );
    }
    if (turns.due) await turns.take();
  }
  return { [Symbol.iterator]: () => iterator };
}

/** Puts a state that was checked in its place, as copies; the progress, apart from this, is a new Progress of the state. */
export function restore<B extends Batch>(options: TrainOptions<B>, state: TrainingState, best: BestWeights): void {
  const { model, optimizer } = options;
  optimizer.loadStateDict(state.optimizer);
  setWeights(model, state.weights);
  otherParameters(model, optimizer).forEach((parameter, i) => {
    parameter.value = state.others[i];
  });
  if (state.best) best.take(state.best);
  if (state.average) options.average!.load(state.average);
}
