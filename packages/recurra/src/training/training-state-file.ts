// The state of training as one safetensors file: arrays as tensors, everything else as JSON in the metadata, with a checksum over
// all of it. A file is read as if a stranger had made it: it may be cut short, of another version, or no checkpoint at all.
//
// Tensors: "weights.<name>", "best.<name>" and "average.<name>" for the model's parameters, "before.<name>" for those of an ended training, "others.<i>" for those that only the optimizer knows,
// "optimizer.<i>.<buffer>" for what it remembers of parameter i. They are flat: the model knows the shapes.

import { FormatError } from "../core/errors.ts";
import { quoteCell } from "../core/nearest-names.ts";
import { crc32 } from "../format/crc32.ts";
import { exactJson, exactNumber } from "../format/exact-json.ts";
import { openSafetensors, readTensors, writeSafetensors } from "../format/safetensors.ts";
import { isObject, parseUntrusted } from "../format/untrusted-json.ts";
import type { OptimizerState } from "../optim/index.ts";
import type { Epoch } from "./epoch.ts";
import type { ProgressState } from "./progress.ts";
import { type EndedTraining, flawOf, type TrainingState } from "./training-state.ts";

/** The form of the file. It is raised when an older reader could misread a newer file. */
const FORMAT = "recurra-checkpoint/1";
/** What the caller adds is kept apart from what the file needs. */
const USER = "user.";
const KEYS: ReadonlySet<string> = new Set(["format", "progress", "optimizer", "checksum"]);

type Tensors = Map<string, { readonly shape: readonly number[]; readonly data: Float32Array }>;

/** A state that was read, and what the writer added to it. */
export interface StoredTrainingState {
  readonly state: TrainingState;
  readonly metadata: Record<string, string>;
}

/**
 * A state as the bytes of a file, which holds each number exactly. `metadata` is the caller's own: which data, which settings.
 *
 * Throws FormatError for a name or text that cannot be stored.
 */
export function writeTrainingState(state: TrainingState, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const { weights, others, best, average, optimizer, before, ...progress } = state;
  const tensors: Tensors = new Map();
  const add = (name: string, data: Float32Array): void => void tensors.set(name, { shape: [data.length], data });
  for (const [name, data] of weights) add(`weights.${name}`, data);
  for (const [name, data] of best ?? []) add(`best.${name}`, data);
  for (const [name, data] of average ?? []) add(`average.${name}`, data);
  for (const [name, data] of before?.weights ?? []) add(`before.${name}`, data);
  others.forEach((data, i) => {
    add(`others.${i}`, data);
  });
  const parameters = optimizer.parameters.map((slot, i) => {
    if (slot === null) return null;
    for (const [name, data] of Object.entries(slot.buffers)) add(`optimizer.${i}.${name}`, data);
    return { numbers: slot.numbers, buffers: Object.keys(slot.buffers) };
  });
  const texts = new Map([
    ["format", FORMAT],
    ["progress", exactJson({ ...progress, ...(before && { before: { ...before, weights: undefined } }) })],
    ["optimizer", exactJson({ ...optimizer, parameters })],
    ...Object.entries(metadata).map(([key, text]): [string, string] => [USER + key, text]),
  ]);
  texts.set("checksum", checksum(tensors, texts));
  return writeSafetensors(tensors, texts);
}

/** The CRC-32 of the file as it would be without its checksum. */
function checksum(tensors: Tensors, texts: ReadonlyMap<string, string>): string {
  return crc32(writeSafetensors(tensors, texts)).toString(16).padStart(8, "0");
}

/**
 * Reads what writeTrainingState wrote. `file` is the name used in messages.
 *
 * Throws FormatError, naming the file and what is wrong, for a file that is cut short, changed, of another version or something else.
 */
export function readTrainingState(bytes: Uint8Array, file = "checkpoint"): StoredTrainingState {
  const open = openSafetensors(bytes, file);
  const { metadata } = open;
  const format = metadata.get("format");
  if (format !== FORMAT) {
    const found = format === undefined ? "it names no format" : `its format is ${quoteCell(format)}`;
    throw new FormatError(
      "CHECKPOINT_FORMAT",
      file,
      `not a checkpoint that this version reads: ${found}, and ${JSON.stringify(FORMAT)} is wanted`,
      { remedies: ["resume with the version of recurra that wrote it, or begin anew"] },
    );
  }
  const tensors: Tensors = new Map();
  for (const [name, { shape, data }] of readTensors(open)) {
    if (!(data instanceof Float32Array)) throw changedError(file, `${quoteCell(name)} is not of float32 numbers`);
    tensors.set(name, { shape, data });
  }
  const texts = new Map(metadata);
  texts.delete("checksum");
  if (metadata.get("checksum") !== checksum(tensors, texts)) throw changedError(file, "its checksum is another one");
  const own: [string, string][] = [];
  for (const [key, text] of texts) {
    if (key.startsWith(USER)) own.push([key.slice(USER.length), text]);
    else if (!KEYS.has(key)) throw malformed(file, `its metadata has ${quoteCell(key)}, which is unknown`);
  }
  const reader = new Reader(tensors, file);
  const state: TrainingState = {
    ...reader.progress(texts.get("progress")),
    ...reader.weights(),
    optimizer: reader.optimizer(texts.get("optimizer")),
  };
  reader.requireAllRead();
  const flaw = flawOf(state);
  if (flaw !== undefined) throw malformed(file, flaw);
  return { state, metadata: Object.fromEntries(own) };
}

function changedError(file: string, problem: string): FormatError {
  return new FormatError("CHECKPOINT_CHANGED", file, `not as it was written: ${problem}`, {
    remedies: ["take the checkpoint before it, or copy the file again"],
  });
}

function malformed(file: string, problem: string): FormatError {
  return new FormatError("CHECKPOINT_MALFORMED", file, `the checkpoint cannot be used: ${problem}`);
}

type Fields = Readonly<Record<string, unknown>>;

/** The parts of a checkpoint, each checked for its type. */
class Reader {
  readonly #tensors: Tensors;
  readonly #file: string;

  constructor(tensors: Tensors, file: string) {
    this.#tensors = new Map(tensors);
    this.#file = file;
  }

  progress(text: string | undefined): ProgressState {
    const all = this.#json(text, "progress");
    const { part, accumulate } = all;
    if (part !== undefined && typeof part !== "string") throw malformed(this.#file, 'its "part" is not text');
    return {
      ...this.#numbers(all, "step", "epoch", "batch", "seconds", "bestEpoch", "bestLoss"),
      sums: this.#numbers(this.#fields(all.sums, "sums"), "loss", "samples", "norm"),
      history: this.#history(all.history),
      ...(accumulate === undefined ? {} : this.#numbers(all, "accumulate")),
      ...(part !== undefined && { part }),
      ...(all.before !== undefined && { before: this.#before(this.#fields(all.before, "before")) }),
    };
  }

  #history(value: unknown): Epoch[] {
    return this.#list(value, "history").map((one): Epoch => {
      const epoch = this.#fields(one, "epoch of the history");
      const { best, validationLoss, untrainedLoss, metrics } = epoch;
      if (typeof best !== "boolean") throw malformed(this.#file, 'its "best" is not true or false');
      return {
        ...this.#numbers(epoch, "epoch", "trainLoss", "gradientNorm", "seconds", "learningRate", "threads"),
        ...(validationLoss === undefined ? {} : this.#numbers(epoch, "validationLoss")),
        ...(untrainedLoss === undefined ? {} : this.#numbers(epoch, "untrainedLoss")),
        ...(metrics === undefined ? {} : { metrics: this.#metrics(metrics) }),
        best,
      };
    });
  }

  #metrics(value: unknown): Record<string, number> {
    const named = this.#fields(value, "metrics");
    return this.#numbers(named, ...Object.keys(named));
  }

  #before(fields: Fields): EndedTraining {
    return {
      history: this.#history(fields.history),
      ...this.#numbers(fields, "bestEpoch"),
      weights: this.#takeAll("before."),
    };
  }

  weights(): Pick<TrainingState, "weights" | "others" | "best" | "average"> {
    const best = this.#takeAll("best.");
    const average = this.#takeAll("average.");
    const others: Float32Array[] = [];
    while (this.#tensors.has(`others.${others.length}`)) others.push(this.#take(`others.${others.length}`));
    return {
      weights: this.#takeAll("weights."),
      others,
      ...(best.size > 0 ? { best } : {}),
      ...(average.size > 0 ? { average } : {}),
    };
  }

  optimizer(text: string | undefined): OptimizerState {
    const { name, learningRate, parameters } = this.#json(text, "optimizer");
    if (name !== undefined && typeof name !== "string") throw malformed(this.#file, 'its "name" is not text');
    return {
      ...(name === undefined ? {} : { name }),
      learningRate: this.#number(learningRate, "learningRate"),
      parameters: this.#list(parameters, "parameters").map((one, i) => {
        if (one === null) return null;
        const { numbers, buffers } = this.#fields(one, "parameters");
        const named = this.#fields(numbers, "numbers");
        return {
          numbers: this.#numbers(named, ...Object.keys(named)),
          buffers: Object.fromEntries(
            this.#list(buffers, "buffers").map((key) => [String(key), this.#take(`optimizer.${i}.${String(key)}`)]),
          ),
        };
      }),
    };
  }

  requireAllRead(): void {
    const [more] = this.#tensors.keys();
    if (more !== undefined) throw malformed(this.#file, `it holds ${quoteCell(more)}, which is unknown`);
  }

  #take(name: string): Float32Array {
    const found = this.#tensors.get(name);
    if (!found) throw malformed(this.#file, `${quoteCell(name)} is missing`);
    this.#tensors.delete(name);
    return found.data;
  }

  #takeAll(prefix: string): Map<string, Float32Array> {
    const names = [...this.#tensors.keys()].filter((name) => name.startsWith(prefix));
    return new Map(names.map((name) => [name.slice(prefix.length), this.#take(name)]));
  }

  #json(text: string | undefined, key: string): Fields {
    if (text === undefined) throw malformed(this.#file, `its "${key}" is missing`);
    const bad = (problem: string): never => {
      throw malformed(this.#file, `its "${key}" ${problem}`);
    };
    // Values take four signs or more, but for the empty lists of which a text of a stranger's may consist.
    return this.#fields(parseUntrusted(text, { depth: 5, values: text.length / 4 }, bad), key);
  }

  #fields(value: unknown, what: string): Fields {
    if (isObject(value)) return value;
    throw malformed(this.#file, `its "${what}" is not a JSON object`);
  }

  #list(value: unknown, what: string): readonly unknown[] {
    if (Array.isArray(value)) return value;
    throw malformed(this.#file, `its "${what}" is not a list`);
  }

  #numbers<K extends string>(from: Fields, ...keys: K[]): Record<K, number> {
    return Object.fromEntries(keys.map((key) => [key, this.#number(from[key], key)])) as Record<K, number>;
  }

  #number(value: unknown, what: string): number {
    const number = exactNumber(value);
    if (number === undefined) throw malformed(this.#file, `its ${quoteCell(what)} is not a number`);
    return number;
  }
}
