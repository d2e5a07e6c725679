import { counted } from "recurra/words";
// What network the tensors of a file look like, by PyTorch's names and by their shapes: for files that do not say it themselves.

/** A layer as its tensors show it. */
export interface StoredLayer {
  /** What the names of its tensors begin with, without the last dot; "" where they stand alone. */
  readonly name: string;
  /** "recurrent" where the shapes fit none of the cells. */
  readonly type: "RNN" | "LSTM" | "GRU" | "Linear" | "recurrent";
  readonly inputSize: number;
  /** Units of each layer and direction, or the outputs of a Linear. */
  readonly size: number;
  readonly numLayers: number;
  readonly bidirectional: boolean;
  readonly bias: boolean;
  /** Names of its tensors. */
  readonly tensors: readonly string[];
  /** Numbers in them. */
  readonly parameters: number;
  /** What keeps a layer of this library from taking them, where something does. */
  readonly problem?: string;
}

/** The layers of a file, and the tensors that belong to none of them. */
interface StoredLayers {
  readonly layers: readonly StoredLayer[];
  readonly others: readonly string[];
}

type Shapes = ReadonlyMap<string, { readonly shape: readonly number[] }>;

const RECURRENT = /^(.*?)\.?(weight_ih|weight_hh|bias_ih|bias_hh|weight_hr)_l(\d{1,4})(_reverse)?$/s;
const GATES: Readonly<Partial<Record<number, "RNN" | "GRU" | "LSTM">>> = { 1: "RNN", 3: "GRU", 4: "LSTM" };

function count(shapes: Shapes, names: readonly string[]): number {
  return names.reduce((sum, name) => sum + shapes.get(name)!.shape.reduce((product, size) => product * size, 1), 0);
}

function recurrentLayer(shapes: Shapes, name: string, names: readonly string[]): StoredLayer | undefined {
  const full = (part: string): string => (name === "" ? part : `${name}.${part}`);
  const input = shapes.get(full("weight_ih_l0"))?.shape;
  const hidden = shapes.get(full("weight_hh_l0"))?.shape;
  if (input?.length !== 2 || hidden?.length !== 2) return undefined;
  const [rows, size] = hidden;
  const type = GATES[rows / size] ?? "recurrent";
  const numLayers = 1 + names.reduce((most, each) => Math.max(most, Number(RECURRENT.exec(each)![3])), 0);
  const bidirectional = names.includes(full("weight_ih_l0_reverse"));
  const bias = names.includes(full("bias_ih_l0"));
  const directions = bidirectional ? 2 : 1;
  const wanted = numLayers * directions * (bias ? 4 : 2);
  let problem: string | undefined;
  if (names.some((each) => each.includes("weight_hr_l"))) {
    problem = "its states are projected (PyTorch's proj_size), which no layer here does";
  } else if (type === "recurrent") problem = `${counted(rows, "row")} for states of ${size} are no RNN, GRU or LSTM`;
  else if (names.length !== wanted) problem = `${counted(names.length, "tensor")}, but ${wanted} belong to it`;
  return {
    name,
    type,
    inputSize: input[1],
    size,
    numLayers,
    bidirectional,
    bias,
    tensors: names,
    parameters: count(shapes, names),
    ...(problem === undefined ? {} : { problem }),
  };
}

/** Reads the layers off names and shapes: recurrent networks first, then Linear layers, each in the order of the file. */
export function findStoredLayers(shapes: Shapes): StoredLayers {
  const groups = new Map<string, string[]>();
  for (const name of shapes.keys()) {
    const found = RECURRENT.exec(name);
    if (!found) continue;
    const group = groups.get(found[1]);
    if (group) group.push(name);
    else groups.set(found[1], [name]);
  }
  const layers: StoredLayer[] = [];
  for (const [name, names] of groups) {
    const layer = recurrentLayer(shapes, name, names);
    if (layer) layers.push(layer);
  }
  const taken = new Set(layers.flatMap(({ tensors }) => tensors));
  for (const [weight, { shape }] of shapes) {
    const found = /^(?:(.*)\.)?weight$/s.exec(weight);
    if (!found || shape.length !== 2) continue;
    const name = found[1] ?? "";
    const bias = name === "" ? "bias" : `${name}.bias`;
    const biased = shapes.get(bias)?.shape;
    const own = biased?.length === 1 && biased[0] === shape[0] ? [weight, bias] : [weight];
    const [size, inputSize] = shape;
    const facts = { inputSize, size, numLayers: 1, bidirectional: false, bias: own.length === 2, tensors: own };
    layers.push({ name, type: "Linear", ...facts, parameters: count(shapes, own) });
    for (const each of own) taken.add(each);
  }
  return { layers, others: [...shapes.keys()].filter((name) => !taken.has(name)) };
}
