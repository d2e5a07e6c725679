// What a training leaves on the disk: its last states, and its weights once it is done. Each file is old or new, never in part.
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { readSafetensors, writeSafetensors } from "recurra/model";
import { readTrainingState, writeTrainingState } from "recurra/training";

function writeWhole(path, bytes) {
  const temporary = `${path}.tmp`;
  const file = openSync(temporary, "w");
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
  fsyncSync(file);
  closeSync(file);
  renameSync(temporary, path);
}

/** What lies in a folder was made by other settings. */
export class OtherTraining extends Error {}

export class RunFolder {
  #states;
  #weights;
  #small;
  #metadata;

  /** `settings`: all that makes the training what it is; a folder of other settings is refused. */
  constructor(folder, settings) {
    this.#states = [join(folder, "state.safetensors"), join(folder, "state-before.safetensors")];
    this.#weights = join(folder, "weights.safetensors");
    this.#small = join(folder, "small.safetensors");
    this.#metadata = { settings: JSON.stringify(settings) };
  }

  /** The newest state that can be read, or undefined. */
  state() {
    for (const path of this.#states) {
      if (!existsSync(path)) continue;
      try {
        const { state, metadata } = readTrainingState(readFileSync(path), path);
        this.#check(path, metadata.settings);
        return state;
      } catch (error) {
        if (error.code === undefined) throw error;
        process.stderr.write(`${error.message}\n`);
      }
    }
    return undefined;
  }

  keep(state) {
    const bytes = writeTrainingState(state, this.#metadata);
    if (existsSync(this.#states[0])) renameSync(...this.#states);
    writeWhole(this.#states[0], bytes);
  }

  finish(model) {
    const tensors = new Map(model.namedParameters().map(([name, { shape, value }]) => [name, { shape, data: value }]));
    writeWhole(this.#weights, writeSafetensors(tensors, this.#metadata));
    for (const path of this.#states) rmSync(path, { force: true });
  }

  /** The network as the package has it. */
  keepFile(bytes) {
    writeWhole(this.#small, bytes);
  }

  /** Gives the model the weights of a training that is done; whether it is. */
  takeWeights(model) {
    if (!existsSync(this.#weights)) return false;
    const { tensors, metadata } = readSafetensors(readFileSync(this.#weights), this.#weights);
    this.#check(this.#weights, metadata.get("settings"));
    for (const [name, parameter] of model.namedParameters()) parameter.value = tensors.get(name).data;
    return true;
  }

  #check(path, settings) {
    if (settings === this.#metadata.settings) return;
    throw new OtherTraining(`${path} is of another training: ${settings}\nTake another --out, or remove it.`);
  }
}
