// The network of a model file that is open: its tensors are checked before anything is built, and then go where they are used.

import { OptionError } from "../core/errors.ts";
import { withSeed } from "../core/random.ts";
import { quoted } from "../format/quoted.ts";
import { BYTES, copyNumbers, type TensorEntry } from "../format/safetensors.ts";
import type { Module } from "../nn/index.ts";
import { blankParameters } from "../nn/module/initialisers.ts";
import { sizeOf } from "../tensor/index.ts";
import { checkPart, type ModelFile, refuse } from "./model-file.ts";

/** A class may make so many times the weights that it keeps: tied weights replace some that were made. */
export const MADE_AT_MOST = 2;

/** The place of a tensor that a part of the file needs; refuses one that is missing or of another shape. */
function placeOf({ tensors, file }: ModelFile, name: string, shape: readonly number[], needs: string): TensorEntry {
  const place = tensors.places.find((one) => one.name === name);
  if (!place) return refuse("MODEL_WEIGHTS", file, `its ${needs} needs the tensor ${quoted(name)}, which is not in it`);
  if (place.shape.length !== shape.length || place.shape.some((length, i) => length !== shape[i])) {
    const [is, needed] = [place.shape, shape].map((lengths) => `[${lengths.join(", ")}]`);
    refuse("MODEL_WEIGHTS", file, `tensor ${quoted(name)} has the shape ${is}, but its ${needs} needs ${needed}`, {
      found: place.shape,
    });
  }
  return place;
}

/** The names and shapes of parameters. */
type Parameters = Iterable<readonly [name: string, shape: readonly number[]]>;

/** The places of parameters; refuses tensors that neither they nor another part of the file has. */
function placesOf(model: ModelFile, parameters: Parameters, others: ReadonlySet<string>): Map<string, TensorEntry> {
  const found = new Map<string, TensorEntry>();
  for (const [name, shape] of parameters) {
    found.set(name, placeOf(model, name, shape, "architecture"));
  }
  const extra = model.tensors.places.find(({ name }) => !found.has(name) && !others.has(name));
  if (extra !== undefined) {
    refuse("MODEL_WEIGHTS", model.file, `tensor ${quoted(extra.name)} is in no layer of its architecture`);
  }
  return found;
}

/** Numbers that are converted at once. */
const BLOCK = 2 ** 14;

/**
 * The float32 numbers at a place, and where each lot of them begins: a view where they lie as the machine has them, else block after block
 * in the same memory, because what is made anew for each would pile up until it is collected.
 */
function* weightsAt(
  { dtype, begin, end }: TensorEntry,
  numbers: Uint8Array,
): Generator<[at: number, weights: Float32Array]> {
  const start = numbers.byteOffset + begin;
  const count = (end - begin) / BYTES[dtype];
  if (dtype === "F32" && start % 4 === 0) {
    yield [0, new Float32Array(numbers.buffer, start, count)];
    return;
  }
  const block = new Float32Array(Math.min(count, BLOCK));
  for (let at = 0; at < count; at += BLOCK) {
    const weights = block.subarray(0, count - at);
    copyNumbers(dtype, begin + at * BYTES[dtype], numbers, weights);
    yield [at, weights];
  }
}

function requireFinite({ file, tensors }: ModelFile, name: string, place: TensorEntry): void {
  for (const [from, weights] of weightsAt(place, tensors.numbers)) {
    const at = weights.findIndex((weight) => !Number.isFinite(weight));
    if (at < 0) continue;
    refuse(
      "MODEL_WEIGHTS",
      file,
      `tensor ${quoted(name)} holds ${weights[at]} at place ${from + at}, which is no weight: training went wrong there, or the file was changed`,
      { found: weights[at] },
    );
  }
}

/** The lengths of a tensor that is no parameter; undefined where the file has none of that name. */
export function shapeOf({ tensors }: ModelFile, name: string): readonly number[] | undefined {
  return tensors.places.find((one) => one.name === name)?.shape;
}

/** As `tensorOf`, in float64, for a tensor that has these numbers. */
export function doublesOf(model: ModelFile, name: string, shape: readonly number[], needs: string): Float64Array {
  const { dtype, begin, end } = placeOf(model, name, shape, needs);
  const numbers = new Float64Array((end - begin) / BYTES[dtype]);
  if (dtype === "F64") copyNumbers(dtype, begin, model.tensors.numbers, numbers);
  else numbers.set(tensorOf(model, name, shape, needs));
  const at = numbers.findIndex((one) => !Number.isFinite(one));
  if (at < 0) return numbers;
  return refuse(
    "MODEL_WEIGHTS",
    model.file,
    `tensor ${quoted(name)} holds ${numbers[at]} at place ${at}, where its ${needs} needs a number`,
    {
      found: numbers[at],
    },
  );
}

/** The numbers of a tensor that is no parameter; refuses one that is missing, of another shape or not finite. */
export function tensorOf(model: ModelFile, name: string, shape: readonly number[], needs: string): Float32Array {
  const place = placeOf(model, name, shape, needs);
  requireFinite(model, name, place);
  const numbers = new Float32Array((place.end - place.begin) / BYTES[place.dtype]);
  for (const [at, weights] of weightsAt(place, model.tensors.numbers)) numbers.set(weights, at);
  return numbers;
}

/**
 * The network of a file with modules of a program's own, in evaluation behaviour: only what is built says which tensors it has, so its classes are given no
 * more room than the tensors of the file take twice: a constructor that ties weights makes some that it does not keep.
 */
export function ownNetworkOf(model: ModelFile, build: () => Module, others: ReadonlySet<string> = new Set()): Module {
  const { file, tensors } = model;
  const sizes = tensors.places.filter(({ name }) => !others.has(name)).map(({ shape }) => sizeOf(shape));
  const numbers = sizes.reduce((sum, size) => sum + size, 0);
  let left = MADE_AT_MOST * numbers;
  const onSize = (size: number): void => {
    left -= size;
    if (left >= 0) return;
    throw new OptionError(
      "MODULE_TOO_LARGE",
      "moduleOf",
      `the modules make more than ${MADE_AT_MOST} times the ${numbers} weights in the file`,
    );
  };
  // What is drawn is set at once; the seed keeps the program's own draws as they are.
  const made = (): Module => withSeed(0, () => blankParameters(build, onSize));
  const network = checkPart("architecture", file, made);
  try {
    return filled(model, placesOf(model, shapesOf(network), others), () => network);
  } catch (error) {
    network.dispose();
    throw error;
  }
}

function shapesOf(network: Module): Parameters {
  return network.namedParameters().map(([name, { shape }]) => [name, shape]);
}

/**
 * The network of a file, in evaluation behaviour: `build` is called once every tensor has been found to be there, to have the shape of its
 * parameter and to be finite, and the weights go straight from the file's bytes into the engine's memory. `others` are tensors that are none of it.
 */
export function networkOf<N extends Module>(
  model: ModelFile,
  parameters: Parameters,
  build: () => N,
  others: ReadonlySet<string> = new Set(),
): N {
  return filled(model, placesOf(model, parameters, others), () => blankParameters(build));
}

/** Checks every number, then makes the network and gives it its weights. */
function filled<N extends Module>(model: ModelFile, places: ReadonlyMap<string, TensorEntry>, make: () => N): N {
  for (const [name, place] of places) requireFinite(model, name, place);
  const network = make();
  for (const [name, parameter] of network.namedParameters()) {
    const place = places.get(name) as TensorEntry;
    for (const [at, weights] of weightsAt(place, model.tensors.numbers)) parameter.write(weights, at);
  }
  network.eval();
  return network;
}
