// A network's form as plain data: its layers and their options, without weights. It is what a model file holds beside the weights, so it
// is read as if a stranger had written it, and says the names and shapes of all parameters before anything is built.

import { OptionError } from "../../core/errors.ts";
import {
  DROPPED,
  flag,
  made,
  number,
  POSITIVE,
  part,
  requireArguments,
  TEXT,
  whole,
  word,
} from "../../core/option-rules.ts";
import { isObject } from "../../format/untrusted-json.ts";
import { type Cell, freeStates } from "../../kernels/wasm/recurrent-cell.ts";
import { type CellName, cellNames } from "../../words/cells.ts";
import { MOST_EMBEDDINGS } from "../layers/embedding.ts";
import { layerNameProblem } from "../module/layer-names.ts";
import { type Distribution, HEAD_NUMBERS } from "../networks/forecast-head.ts";
import type { ForecastNetworkOptions } from "../networks/forecast-network.ts";
import {
  ANCHORS,
  NEAR_ROWS,
  PLACES,
  SCALARS,
  SEASON_NUMBERS,
  SEASONS_AHEAD,
  SEASONS_BACK,
} from "../networks/season-layout.ts";
import type { SeasonNetworkOptions } from "../networks/season-network.ts";
import type { SegmentNetworkOptions } from "../networks/segment-network.ts";
import type { Seq2SeqNetworkOptions } from "../networks/seq2seq-network.ts";
import { CELL, CELLS, type CellTypes, cellOf } from "../recurrent/cells.ts";
import { cellParameters } from "../recurrent/recurrent-size.ts";
import {
  type BidirectionalForm,
  type CellHolder,
  cellsOf,
  HOLDERS,
  holdsCells,
  type RecurrentOfForm,
} from "./cell-holders.ts";
import { type Field, type FurtherLayer, furtherParameters, furtherProblem, furtherTypes } from "./further-layers.ts";
import { type OwnArchitecture, readOwn } from "./own-architecture.ts";

/** What all recurrent networks have in common. */
interface RecurrentForm {
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly numLayers: number;
  readonly bidirectional: boolean;
  readonly dropout: number;
  readonly bias: boolean;
}

/** A recurrent network. */
export type RecurrentArchitecture = {
  [Name in CellName]: RecurrentForm & { readonly type: CellTypes[Name]["type"] } & CellTypes[Name]["own"];
}[CellName];

/** A layer that holds no other layers, or a module of a program's own, whatever that holds. */
export type LayerArchitecture =
  | RecurrentArchitecture
  | { readonly type: "Linear"; readonly inFeatures: number; readonly outFeatures: number; readonly bias: boolean }
  | {
      readonly type: "Embedding";
      readonly numEmbeddings: number;
      readonly embeddingDim: number;
      readonly paddingIdx: number;
    }
  | {
      readonly type: "MultiheadAttention";
      readonly embedDim: number;
      readonly numHeads: number;
      readonly dropout: number;
      readonly bias: boolean;
    }
  | { readonly type: "LuongAttention"; readonly queryDim: number; readonly memoryDim: number }
  | { readonly type: "Dropout"; readonly p: number }
  | { readonly type: "Tanh" | "Sigmoid" | "ReLU" | "Softplus" | "SiLU" | "GELU" | "NonCrossing" | "StudentT" }
  | { readonly type: "LeakyReLU"; readonly negativeSlope: number }
  | {
      readonly type: "LayerNorm";
      readonly normalizedShape: readonly number[];
      readonly eps: number;
      readonly elementwiseAffine: boolean;
      readonly bias: boolean;
    }
  | { readonly type: "LastStep"; readonly bidirectional: boolean }
  | OwnArchitecture<Architecture>
  | FurtherLayer
  | RecurrentOfForm<Architecture>
  | BidirectionalForm<Architecture>;

/** Layers one after the other, by name; the order of the names is that of the layers. */
export interface SequentialArchitecture {
  readonly type: "Sequential";
  readonly layers: { readonly [name: string]: LayerArchitecture | SequentialArchitecture };
}

/** The options of an EncoderDecoder, all of them. */
export interface EncoderDecoderArchitecture {
  readonly type: "EncoderDecoder";
  readonly cell: CellName;
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly numLayers: number;
  readonly bidirectional: boolean;
  readonly dropout: number;
  readonly targetColumns: readonly number[];
  readonly teacherForcing: number;
  /** Absent where there is none, as in files that are older. */
  readonly attention?: true;
}

/**
 * The network of a Forecaster: a recurrent network ("recurrent"), its last output through a Linear ("head") to all steps of the
 * horizon; and where skipFrom is not -1, a Linear without a bias ("skip") from that input column's lookback values, added.
 */
export interface ForecastNetworkArchitecture extends ForecastNetworkOptions {
  readonly type: "ForecastNetwork";
}

/** The network of a Forecaster that reads segments: see SegmentNetwork. */
export interface SegmentNetworkArchitecture extends SegmentNetworkOptions {
  readonly type: "SegmentNetwork";
}

/** The network of a Forecaster that writes row by row: see Seq2SeqNetwork. */
export interface Seq2SeqNetworkArchitecture extends Seq2SeqNetworkOptions {
  readonly type: "Seq2SeqNetwork";
}

/** A network that reads and writes seasons of any length: see SeasonNetwork. */
export interface SeasonNetworkArchitecture extends SeasonNetworkOptions {
  readonly type: "SeasonNetwork";
}

/** A network's form as plain JSON. */
export type Architecture =
  | LayerArchitecture
  | SequentialArchitecture
  | EncoderDecoderArchitecture
  | ForecastNetworkArchitecture
  | SegmentNetworkArchitecture
  | Seq2SeqNetworkArchitecture
  | SeasonNetworkArchitecture;

const LARGEST = 2 ** 31 - 1;
const DEEPEST = 16;

/**
 * The options of each type, in the order in which they are written. Made by a call that is marked as pure: a page that reads no
 * architecture is without them.
 */
function makeTypes(): ReadonlyMap<unknown, Readonly<Record<string, Field>>> {
  const large = whole(1, LARGEST);
  const column = whole(0, LARGEST);
  /** Absent where there is none, as in older files. */
  const aheadSize: Field = [made("a whole number from 1", (value) => value === undefined || large.fits(value))];
  const size: Field = [large];
  const off: Field = [flag, false];
  const on: Field = [flag, true];
  const form: Readonly<Record<keyof RecurrentForm, Field>> = {
    inputSize: size,
    hiddenSize: size,
    numLayers: [large, 1],
    bidirectional: off,
    dropout: [DROPPED, 0],
    bias: on,
  };
  const cell: Field = [CELL, "lstm"];
  const distribution: Field = [word("point", "quantile", "studentT"), "point"];
  const columns: Field = [
    made(
      "a list of one or more column numbers from 0",
      (value): value is number[] => Array.isArray(value) && value.length > 0 && value.every(column.fits),
    ),
    [0],
  ];
  return new Map<unknown, Readonly<Record<string, Field>>>([
    ...cellNames.map((name) => [CELLS[name].type, { ...form, ...CELLS[name].own }] as const),
    ["Linear", { inFeatures: size, outFeatures: size, bias: on }],
    [
      "Embedding",
      { numEmbeddings: [whole(1, MOST_EMBEDDINGS)], embeddingDim: size, paddingIdx: [whole(-1, MOST_EMBEDDINGS), -1] },
    ],
    ["MultiheadAttention", { embedDim: size, numHeads: size, dropout: form.dropout, bias: on }],
    ["LuongAttention", { queryDim: size, memoryDim: size }],
    ["Dropout", { p: [DROPPED, 0.5] }],
    ["Tanh", {}],
    ["Sigmoid", {}],
    ["ReLU", {}],
    ["Softplus", {}],
    ["SiLU", {}],
    ["GELU", {}],
    ["LeakyReLU", { negativeSlope: [number(), 0.01] }],
    [
      "LayerNorm",
      {
        normalizedShape: [
          made(
            "a list of one or more whole numbers from 1",
            (value): value is number[] => Array.isArray(value) && value.length > 0 && value.every(large.fits),
          ),
        ],
        eps: [POSITIVE, 1e-5],
        elementwiseAffine: on,
        bias: on,
      },
    ],
    ["NonCrossing", {}],
    ["StudentT", {}],
    ["LastStep", { bidirectional: off }],
    ...furtherTypes(size),
    [
      "EncoderDecoder",
      {
        cell,
        inputSize: size,
        hiddenSize: size,
        numLayers: form.numLayers,
        bidirectional: form.bidirectional,
        dropout: form.dropout,
        targetColumns: columns,
        teacherForcing: [number({ least: 0, most: 1 }), 0.5],
        attention: off,
      },
    ],
    [
      "ForecastNetwork",
      {
        cell,
        inputSize: size,
        hiddenSize: size,
        numLayers: form.numLayers,
        dropout: form.dropout,
        lookback: size,
        horizon: size,
        skipFrom: [whole(-1, LARGEST), -1],
        distribution,
        aheadSize,
      },
    ],
    [
      "SegmentNetwork",
      {
        cell: [CELL, "gru"],
        inputSize: size,
        hiddenSize: size,
        numLayers: form.numLayers,
        dropout: form.dropout,
        lookback: size,
        horizon: size,
        segmentRows: size,
        targetColumn: [whole(-1, LARGEST), -1],
        skip: off,
        anchorSeason: [column, 0],
        distribution,
        aheadSize,
      },
    ],
    [
      "Seq2SeqNetwork",
      {
        cell,
        inputSize: size,
        hiddenSize: size,
        numLayers: form.numLayers,
        dropout: form.dropout,
        lookback: size,
        horizon: size,
        targetColumn: [column, 0],
        skip: off,
        attention: off,
      },
    ],
    [
      "SeasonNetwork",
      {
        cell: [CELL, "gru"],
        hiddenSize: [whole(3, LARGEST)],
        quantiles: [
          made("an odd whole number from 1", (count): count is number => large.fits(count) && count % 2 === 1),
          1,
        ],
        gates: on,
        skip: on,
      },
    ],
  ]);
}

const TYPES = /* @__PURE__ */ makeTypes();

/** The options of a type, out of an object that has them among others. */
export function pickOptions(type: Architecture["type"], from: object): Record<string, unknown> {
  const names = Object.keys(TYPES.get(type) ?? {});
  return Object.fromEntries(names.map((name) => [name, (from as Record<string, unknown>)[name]]));
}

function fail(where: string, problem: string): never {
  throw new OptionError("ARCHITECTURE_MALFORMED", "architecture", `${where} ${problem}`);
}

/** A value or name of a stranger's, short enough for a message. */
function abbreviate(value: unknown): string {
  const text = (typeof value === "bigint" ? undefined : JSON.stringify(value)) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** Networks that are no layer of another one. */
type WholeArchitecture = Exclude<Architecture, LayerArchitecture | SequentialArchitecture>;

const WHOLE: readonly string[] = [
  "EncoderDecoder",
  "ForecastNetwork",
  "SegmentNetwork",
  "Seq2SeqNetwork",
  "SeasonNetwork",
];

function isWhole(architecture: Architecture): architecture is WholeArchitecture {
  return WHOLE.includes(architecture.type);
}

function readSequential(value: Record<string, unknown>, where: string, depth: number): SequentialArchitecture {
  const { type: _, layers, ...others } = value;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) fail(where, `has an unknown option ${abbreviate(unknown)}`);
  if (!isObject(layers)) fail(where, "has no layers: a JSON object of them, by name");
  const problem = layerNameProblem(Object.keys(layers));
  if (problem) fail(where, problem);
  const read = Object.entries(layers).map(([name, layer]) => {
    const part = readArchitecture(layer, `${where}.${name}`, depth + 1);
    if (isWhole(part)) fail(`${where}.${name}`, `is of type ${part.type}, which cannot be one layer among others`);
    return [name, part] as const;
  });
  return { type: "Sequential", layers: Object.fromEntries(read) };
}

/** A network of any cell, whose cells are architectures themselves. */
function readHolder(value: Record<string, unknown>, where: string, depth: number): CellHolder<Architecture> {
  const { type } = value;
  const { cells, options } = HOLDERS[type as string];
  const others = Object.entries(value).filter(([key]) => !cells.includes(key));
  const read = cells.map((name) => [name, readArchitecture(value[name], `${where}.${name}`, depth + 1)]);
  return {
    ...Object.fromEntries(read),
    ...readFields(Object.fromEntries(others), options, where),
    type,
  } as CellHolder<Architecture>;
}

/** The options of a type by their rules, with its name. */
function readFields(
  value: Record<string, unknown>,
  fields: Readonly<Record<string, Field>>,
  where: string,
): Record<string, unknown> {
  const { type } = value;
  for (const key of Object.keys(value)) {
    if (key !== "type" && !Object.hasOwn(fields, key))
      fail(where, `(${type}) has an unknown option ${abbreviate(key)}`);
  }
  const read: Record<string, unknown> = { type };
  for (const [key, [{ fits, wanted }, otherwise]] of Object.entries(fields)) {
    const given = Object.hasOwn(value, key) ? value[key] : otherwise;
    if (!fits(given)) fail(where, `(${type}) has ${key} ${abbreviate(given)}, which must be ${wanted}`);
    if (given !== undefined) read[key] = given;
  }
  return read;
}

/**
 * An architecture out of untrusted JSON: known types and options only, sizes that are whole numbers; options that have a default
 * may be absent and are filled in. The result has its keys in a fixed order, so equal networks give equal JSON.
 * Throws OptionError ARCHITECTURE_MALFORMED, naming the layer (`where` and its path) and what is wrong with it.
 */
export function readArchitecture(value: unknown, where = "architecture", depth = 0): Architecture {
  if (!isObject(value)) return fail(where, `is ${abbreviate(value)}, not a JSON object with a type`);
  if (depth > DEEPEST) return fail(where, `lies more than ${DEEPEST} layers deep`);
  const { type } = value;
  if (type === "Sequential") return readSequential(value, where, depth);
  if (typeof type === "string" && holdsCells({ type })) return readHolder(value, where, depth);
  if (isOwn(value)) {
    const read = (form: unknown, option: string) => readArchitecture(form, `${where}.options.${option}`, depth + 1);
    return readOwn(value, (problem) => fail(where, problem), read);
  }
  const fields = TYPES.get(type);
  if (!fields) {
    const known = [...TYPES.keys(), ...Object.keys(HOLDERS), "Sequential"].join(", ");
    return fail(where, `has the unknown type ${abbreviate(type)}; known are ${known}`);
  }
  const read = readFields(value, fields, where);
  // As older files have it.
  if (type === "EncoderDecoder" && read.attention === false) delete read.attention;
  if (read.distribution === "point") delete read.distribution;
  const last = Math.max(...((read.targetColumns ?? [read.skipFrom ?? read.targetColumn ?? -1]) as number[]));
  if (last >= (read.inputSize as number)) {
    fail(where, `(${type}) reads input column ${last}, but inputSize is ${read.inputSize}`);
  }
  const columns = Math.max((read.targetColumn ?? read.skipFrom ?? -1) as number, -1) + 1;
  if (((read.aheadSize ?? 0) as number) + columns > (read.inputSize as number)) {
    fail(where, `(${type}) has aheadSize ${read.aheadSize}, but inputSize is ${read.inputSize}`);
  }
  if ((read.embedDim as number) % (read.numHeads as number) > 0) {
    fail(where, `(${type}) has numHeads ${read.numHeads}, which does not divide embedDim ${read.embedDim}`);
  }
  if ((read.hiddenSize as number) % (read.heads as number) > 0) {
    fail(where, `(${type}) has heads ${read.heads}, which does not divide hiddenSize ${read.hiddenSize}`);
  }
  if ((read.paddingIdx as number) >= (read.numEmbeddings as number)) {
    fail(where, `(${type}) has paddingIdx ${read.paddingIdx}, but numEmbeddings is ${read.numEmbeddings}`);
  }
  const longest = Math.max((read.segmentRows ?? 0) as number, (read.anchorSeason ?? 0) as number);
  if (longest > ((read.lookback ?? longest) as number)) {
    fail(where, `(${type}) reads ${longest} rows together, but lookback is ${read.lookback}`);
  }
  if (read.targetColumn === -1 && (read.skip === true || read.anchorSeason !== 0)) {
    fail(where, `(${type}) has targetColumn -1, but its skip or anchorSeason reads the target`);
  }
  const problem = furtherProblem(read as unknown as FurtherLayer);
  if (problem) fail(where, `(${type}) ${problem}`);
  return read as unknown as Architecture;
}

/** Whether a network is a module of a program's own. */
export function isOwn(form: object): form is OwnArchitecture<Architecture> {
  const { type } = form as { readonly type?: unknown };
  return typeof type === "string" && type.includes("/");
}

/** The kinds of the modules of a program's own in a network, each once; none where it is made of the library's layers. */
export function kindsIn(architecture: Architecture): string[] {
  const within = (form: Architecture): string[] => {
    if (form.type === "Sequential") return Object.values(form.layers).flatMap(within);
    if (holdsCells<Architecture>(form)) return cellsOf(form).flatMap(([, cell]) => within(cell));
    return isOwn(form)
      ? [
          form.type,
          ...Object.values(form.modules ?? {})
            .flat()
            .flatMap(within),
        ]
      : [];
  };
  return [...new Set(within(architecture))];
}

/** The recurrent network of a cell with everything else at its default. */
function recurrent(cell: CellName, given: Partial<RecurrentForm>): RecurrentArchitecture {
  return readArchitecture({ type: CELLS[cell].type, ...given }) as RecurrentArchitecture;
}

function linear(inFeatures: number, outFeatures: number, bias = true): LayerArchitecture {
  return { type: "Linear", inFeatures, outFeatures, bias };
}

/** The numbers of each row of a forecast. */
function numbersOf({ distribution = "point" }: { readonly distribution?: Distribution }): number {
  return HEAD_NUMBERS[distribution].count;
}

const ARGUMENTS = { architecture: part<Architecture>("an architecture, { type }", "type"), name: TEXT };

/** Throws OptionError for what has no type: an architecture of a stranger is read by readArchitecture. */
function requireArchitecture(subject: string, architecture: unknown, name = ""): void {
  requireArguments(subject, ARGUMENTS, architecture, name);
}

/**
 * The layers of an architecture that hold no others, with the names under which their parameters lie ("" for the network itself), in
 * the order of the parameters. Of a Sequential, that is the order in which they run.
 */
export function layersOf(architecture: Architecture, name = ""): [string, LayerArchitecture][] {
  requireArchitecture("layersOf", architecture, name);
  if (holdsCells<Architecture>(architecture)) {
    return cellsOf(architecture).flatMap(([part, cell]) => layersOf(cell, name === "" ? part : `${name}.${part}`));
  }
  switch (architecture.type) {
    case "Sequential":
      return Object.entries(architecture.layers).flatMap(([child, layer]) =>
        layersOf(layer, name === "" ? child : `${name}.${child}`),
      );
    case "Seq2SeqNetwork": {
      const { lookback, horizon, targetColumn, skip, ...coder } = architecture;
      const parts = readArchitecture({ ...coder, type: "EncoderDecoder", targetColumns: [targetColumn] });
      const layers = layersOf(parts).map(([part, layer]): [string, LayerArchitecture] => [`coder.${part}`, layer]);
      return [...layers, ...(skip ? [["skip", linear(lookback, horizon, false)] as [string, LayerArchitecture]] : [])];
    }
    case "EncoderDecoder": {
      const { cell, inputSize, hiddenSize, numLayers, bidirectional, dropout, targetColumns, attention } = architecture;
      const memoryDim = bidirectional ? 2 * hiddenSize : hiddenSize;
      const looks: [string, LayerArchitecture] = [
        "attention",
        { type: "LuongAttention", queryDim: hiddenSize, memoryDim },
      ];
      const joins = freeStates(cellOf(cell)).map((state): [string, LayerArchitecture] => [
        `bridge.${state}`,
        linear(2 * hiddenSize, hiddenSize),
      ]);
      return [
        ["encoder", recurrent(cell, { inputSize, hiddenSize, numLayers, bidirectional, dropout })],
        ...(bidirectional ? joins : []),
        ["decoder", recurrent(cell, { inputSize: targetColumns.length, hiddenSize, numLayers, dropout })],
        ...(attention ? [looks] : []),
        ["head", linear(hiddenSize, targetColumns.length)],
      ];
    }
    case "ForecastNetwork": {
      const { cell, inputSize, hiddenSize, numLayers, dropout, lookback, horizon, skipFrom } = architecture;
      const { aheadSize = 0 } = architecture;
      const layers: [string, LayerArchitecture][] = [
        ["recurrent", recurrent(cell, { inputSize, hiddenSize, numLayers, dropout })],
        ["head", linear(hiddenSize, horizon * numbersOf(architecture))],
      ];
      if (skipFrom >= 0) layers.push(["skip", linear(lookback, horizon, false)]);
      if (aheadSize === 0) return layers;
      return [
        ...layers,
        ["ahead", linear(aheadSize, hiddenSize)],
        ["context", linear(hiddenSize, hiddenSize, false)],
        ["effect", linear(hiddenSize, 1, false)],
      ];
    }
    case "SegmentNetwork": {
      const { cell, inputSize, hiddenSize, numLayers, dropout, lookback, horizon, segmentRows, skip } = architecture;
      const ahead = Math.ceil(horizon / segmentRows);
      const { aheadSize = 0 } = architecture;
      const layers: [string, LayerArchitecture][] = [
        ["embed", linear(segmentRows * inputSize, hiddenSize)],
        ["recurrent", recurrent(cell, { inputSize: hiddenSize, hiddenSize, numLayers })],
        ["position", { type: "Embedding", numEmbeddings: ahead, embeddingDim: hiddenSize, paddingIdx: -1 }],
        ["drop", { type: "Dropout", p: dropout }],
        ["head", linear(hiddenSize, segmentRows * numbersOf(architecture))],
      ];
      if (skip) layers.push(["skip", linear(lookback, horizon, false)]);
      if (aheadSize > 0) layers.push(["ahead", linear(segmentRows * aheadSize, hiddenSize, false)]);
      return layers;
    }
    case "SeasonNetwork": {
      const { cell, hiddenSize, quantiles, gates, skip } = architecture;
      const place = Math.floor(hiddenSize / 3);
      const layers: [string, LayerArchitecture][] = [
        ["embed", linear(SEASON_NUMBERS, hiddenSize)],
        ["context", linear(2 * NEAR_ROWS + SCALARS, hiddenSize - place)],
        ["recurrent", recurrent(cell, { inputSize: hiddenSize, hiddenSize })],
        ["position", { type: "Embedding", numEmbeddings: SEASONS_AHEAD, embeddingDim: place, paddingIdx: -1 }],
        ["head", linear(hiddenSize, PLACES * (quantiles + (gates ? ANCHORS : 0)) + SEASONS_BACK)],
      ];
      if (skip) layers.push(["skip", linear(NEAR_ROWS, SEASONS_AHEAD * PLACES, false)]);
      return layers;
    }
    default:
      return [[name, architecture]];
  }
}

/** The engine's form of a recurrent layer. */
function kernelOf(layer: RecurrentArchitecture): Cell {
  const name = cellNames.find((one) => CELLS[one].type === layer.type)!;
  return (CELLS[name].cellOf as (own: object) => Cell)(layer);
}

/** The parameters of a layer that holds no others, one after the other: a layer may claim to have billions of them. */
export function* layerParameters(layer: LayerArchitecture): Generator<[string, number[]]> {
  if (isOwn(layer)) {
    throw new OptionError(
      "ARCHITECTURE_OWN",
      "parameterShapes",
      `the parameters of "${layer.type}" are its class's to say`,
      {
        found: layer.type,
        remedies: [["build it with ", { call: "moduleOf(architecture, [Class])" }]],
      },
    );
  }
  const further = furtherParameters(layer);
  if (further) {
    yield* further;
    return;
  }
  if (layer.type === "Linear") {
    yield ["weight", [layer.outFeatures, layer.inFeatures]];
    if (layer.bias) yield ["bias", [layer.outFeatures]];
  } else if (layer.type === "LayerNorm") {
    const { normalizedShape, elementwiseAffine, bias } = layer;
    if (elementwiseAffine) yield ["weight", [...normalizedShape]];
    if (elementwiseAffine && bias) yield ["bias", [...normalizedShape]];
  } else if (layer.type === "Embedding") {
    yield ["weight", [layer.numEmbeddings, layer.embeddingDim]];
  } else if (layer.type === "LuongAttention") {
    const { queryDim, memoryDim } = layer;
    yield ["score.weight", [queryDim, memoryDim]];
    yield ["combine.weight", [queryDim, memoryDim + queryDim]];
  } else if (layer.type === "MultiheadAttention") {
    const { embedDim, bias } = layer;
    yield ["in_proj_weight", [3 * embedDim, embedDim]];
    if (bias) yield ["in_proj_bias", [3 * embedDim]];
    yield ["out_proj.weight", [embedDim, embedDim]];
    if (bias) yield ["out_proj.bias", [embedDim]];
  } else if ("numLayers" in layer) {
    const { inputSize, hiddenSize, numLayers, bidirectional, bias } = layer;
    const kernel = kernelOf(layer);
    const directions = bidirectional ? ["", "_reverse"] : [""];
    for (let l = 0; l < numLayers; l++) {
      for (const direction of directions) {
        const inputs = l === 0 ? inputSize : directions.length * hiddenSize;
        for (const [name, shape] of cellParameters(kernel, inputs, hiddenSize, bias)) {
          yield [`${name}_l${l}${direction}`, [...shape]];
        }
      }
    }
  }
}

/** Names and shapes of an architecture's parameters, in their order, one after the other. */
export function* eachParameter(architecture: Architecture): Generator<[string, number[]]> {
  for (const [name, layer] of layersOf(architecture)) {
    for (const [own, shape] of layerParameters(layer)) yield [name === "" ? own : `${name}.${own}`, shape];
  }
}

/** Names and shapes of the parameters that `moduleOf(architecture)` has, in their order; nothing is built. */
export function parameterShapes(architecture: Architecture): Map<string, readonly number[]> {
  requireArchitecture("parameterShapes", architecture);
  return new Map(eachParameter(architecture));
}
