import { type Architecture, cellFacts, parameterShapes } from "recurra/nn";
import { type CellName, cellNames, cellTitle, counted, listed } from "recurra/words";
// What network the tensors of a file look like, by PyTorch's names and by their shapes: for files that do not say it themselves.

/** A layer as its tensors show it. */
export interface StoredLayer {
  /** What the names of its tensors begin with, without the last dot; "" where they stand alone. */
  readonly name: string;
  /** "recurrent" where the shapes fit none of the cells. */
  readonly type: string;
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

function count(shapes: Shapes, names: readonly string[]): number {
  return names.reduce((sum, name) => sum + shapes.get(name)!.shape.reduce((product, size) => product * size, 1), 0);
}

/** A layer of this cell whose weights for the input have so many rows: its units, and the shapes of its parameters by their names. */
function layerOf(
  cell: CellName,
  rows: number,
  form: Pick<StoredLayer, "inputSize" | "numLayers" | "bidirectional" | "bias">,
) {
  const { type, blocks } = cellFacts(cell);
  const hiddenSize = rows / blocks;
  if (!Number.isInteger(hiddenSize) || hiddenSize < 1) return undefined;
  const architecture = { ...form, type, hiddenSize, dropout: 0 } as Architecture;
  return { type, hiddenSize, shapes: parameterShapes(architecture) };
}

function sameShape(one: readonly number[] | undefined, other: readonly number[] | undefined): boolean {
  return one?.join() === other?.join();
}

function recurrentLayer(shapes: Shapes, name: string, names: readonly string[]): StoredLayer | undefined {
  const full = (part: string): string => (name === "" ? part : `${name}.${part}`);
  const input = shapes.get(full("weight_ih_l0"))?.shape;
  if (input?.length !== 2) return undefined;
  const numLayers = 1 + names.reduce((most, each) => Math.max(most, Number(RECURRENT.exec(each)![3])), 0);
  const bidirectional = names.includes(full("weight_ih_l0_reverse"));
  const bias = names.includes(full("bias_ih_l0"));
  const [rows, inputSize] = input;
  const form = { inputSize, numLayers, bidirectional, bias };
  const own = (part: string): readonly number[] | undefined => shapes.get(full(part))?.shape;
  const fitting = cellNames
    .map((cell) => layerOf(cell, rows, form))
    .find((layer) => ["weight_ih_l0", "weight_hh_l0"].every((part) => sameShape(layer?.shapes.get(part), own(part))));
  const size = fitting?.hiddenSize ?? own("weight_hh_l0")?.[1];
  if (size === undefined) return undefined;
  const type = fitting?.type ?? "recurrent";
  const wanted = fitting?.shapes.size;
  let problem: string | undefined;
  if (names.some((each) => each.includes("weight_hr_l"))) {
    problem = "its states are projected (PyTorch's proj_size), which no layer here does";
  } else if (!fitting)
    problem = `${counted(rows, "row")} for states of ${size} are no ${listed(cellNames.map(cellTitle), "or")}`;
  else if (names.length !== wanted) problem = `${counted(names.length, "tensor")}, but ${wanted} belong to it`;
  return {
    name,
    type,
    ...form,
    size,
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
