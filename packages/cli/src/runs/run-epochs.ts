// What metrics.jsonl tells: the losses of a run, phase by phase.

import { join } from "node:path";
import { counted } from "recurra/words";
import { member, numberAt, parseJson, textAt } from "../input/json-value.ts";
import { readLimited } from "../input/limited-file.ts";
import { runFiles } from "../run/run-form.ts";

/** A fit within a run. Losses stand by epoch, from the first; null where the line told no number. */
export interface RunPhase {
  readonly name: string;
  readonly trainLoss: readonly (number | null)[];
  /** Empty where nothing was validated. */
  readonly validationLoss: readonly (number | null)[];
  /** The epoch whose weights were kept last, from 1; 0 where none is. */
  readonly bestEpoch: number;
  /** The validation loss of the untrained network, where it was a candidate. */
  readonly untrainedLoss?: number;
  readonly seconds: number;
}

/** All phases, and what could not be read, in a sentence. */
export interface RunEpochs {
  readonly phases: readonly RunPhase[];
  readonly note?: string;
}

/** Some 250 thousand epochs. */
const MOST_BYTES = 64 * 2 ** 20;
const MOST_PHASES = 1000;

interface Growing {
  readonly name: string;
  readonly train: (number | null)[];
  readonly validation: (number | null)[];
  readonly seconds: number[];
  readonly best: boolean[];
  untrained?: number;
}

/** Reads the folder's metrics.jsonl; a line that is none is passed over. */
export function readEpochs(folder: string): RunEpochs {
  const file = readLimited(join(folder, runFiles.lab.metrics), MOST_BYTES);
  if (file === undefined) return { phases: [], note: "There is no metrics.jsonl, so there are no losses." };
  const lines = file.text.split("\n");
  // The last line is empty, or was cut off when the run or the reading stopped.
  lines.pop();
  const phases: Growing[] = [];
  let unread = 0;
  for (const line of lines) if (!addEpoch(phases, parseJson(line))) unread++;
  const notes = [
    ...(file.whole ? [] : [`metrics.jsonl is longer than ${MOST_BYTES / 2 ** 20} MB: only its beginning was read.`]),
    ...(unread === 0
      ? []
      : [`${unread === 1 ? "A line" : counted(unread, "line")} of metrics.jsonl could not be read.`]),
  ];
  return { phases: phases.map(plain), ...(notes.length > 0 && { note: notes.join(" ") }) };
}

/** A run that goes on from a checkpoint tells the epochs after it once more: the later telling counts. */
function addEpoch(phases: Growing[], line: unknown): boolean {
  const name = textAt(line, "phase");
  const epoch = numberAt(line, "epoch");
  if (name === undefined || epoch === undefined) return false;
  let last = phases.at(-1);
  if (last === undefined || last.name !== name || epoch === 1) {
    if (phases.length === MOST_PHASES) return false;
    last = { name, train: [], validation: [], seconds: [], best: [] };
    phases.push(last);
  }
  if (!Number.isInteger(epoch) || epoch < 1 || epoch > last.train.length + 1) return false;
  for (const list of [last.train, last.validation, last.seconds, last.best]) list.length = epoch - 1;
  last.train.push(numberAt(line, "trainLoss") ?? null);
  last.validation.push(numberAt(line, "validationLoss") ?? null);
  last.seconds.push(Math.max(0, numberAt(line, "seconds") ?? 0));
  last.best.push(member(line, "best") === true);
  if (epoch === 1) last.untrained = numberAt(line, "untrainedLoss");
  return true;
}

function plain({ name, train, validation, seconds, best, untrained }: Growing): RunPhase {
  return {
    name,
    trainLoss: train,
    validationLoss: validation.some((loss) => loss !== null) ? validation : [],
    bestEpoch: best.lastIndexOf(true) + 1,
    ...(untrained !== undefined && { untrainedLoss: untrained }),
    seconds: seconds.reduce((sum, value) => sum + value, 0),
  };
}

/** The losses by which a phase is judged: of validation, where there are some. */
export function lossOf({ trainLoss, validationLoss }: RunPhase): readonly (number | null)[] {
  return validationLoss.length > 0 ? validationLoss : trainLoss;
}
