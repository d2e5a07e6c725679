// The network of a Forecaster, alone or with its scaling around it.
//
// With scaling, inputs and outputs are in the units of the data and float64: a window is measured from its last value by a
// subtraction, and where prices of 50,000 change by cents, float32 would lose the cents before the network saw them. The graph
// subtracts and divides in float64, in the order of WindowNormaliser, casts to float32 for the network, and goes back in float64.

import { type Forecaster, type Module, OptionError } from "recurra";
import type { Bounds } from "recurra/data";
import { type ColumnScale, ForecastNetwork, SegmentNetwork, Seq2SeqNetwork } from "recurra/forecast-network";
import { counted } from "recurra/words";
import type { ExportContext } from "./export-context.ts";
import { cast, gather, pairwise, reshape, transpose } from "./graph/operations.ts";
import { isRecurrent, recurrentNodes } from "./graph/recurrent-nodes.ts";
import type { Value } from "./graph/value.ts";
import { isPlain, notExportable } from "./layer-nodes.ts";
import { linearNodes } from "./linear-nodes.ts";
import { linearPathNodes } from "./linear-path-nodes.ts";
import { segmentNodes } from "./segment-nodes.ts";
import { seq2seqNodes } from "./seq2seq-nodes.ts";
import { tapedNodes } from "./tape/tape-nodes.ts";

type OwnNetwork = ForecastNetwork | SegmentNetwork | Seq2SeqNetwork;

/** Whether a network is one that a Forecaster makes, and not one that a program gave it. */
export function isOwnNetwork(network: Module): network is OwnNetwork {
  return isPlain(network, ForecastNetwork) || isPlain(network, SegmentNetwork) || isPlain(network, Seq2SeqNetwork);
}

/** Normalised windows [B, lookback, I] to normalised forecasts [B, horizon]. */
export function forecastNetworkGraph(context: ExportContext, network: OwnNetwork): void {
  networkGraph(context, network, network.lookback, inputsOf(network));
}

/** The same of a Forecaster, whose network may be one that a program gave it. */
export function normalisedForecastGraph(context: ExportContext, forecaster: Forecaster): void {
  const { network, networkLookback, settings } = forecaster;
  networkGraph(context, network, networkLookback, isOwnNetwork(network) ? inputsOf(network) : settings.inputs.length);
}

function networkGraph(context: ExportContext, network: Module, lookback: number, inputs: number): void {
  const shape = ["batch", context.streams ? "time" : lookback, inputs];
  const x = context.graph.input("x", { type: "float32", shape }, "normalised windows, oldest row first");
  context.graph.output("y", forecastNodes(context, network, x), "the normalised forecast");
  context.writeStates();
}

function inputsOf(network: OwnNetwork): number {
  if (isPlain(network, ForecastNetwork)) return network.recurrent.inputSize;
  if (!isPlain(network, Seq2SeqNetwork)) return network.embed.inFeatures / network.segmentRows;
  const { encoder } = network.coder;
  if (!isRecurrent(encoder)) throw notExportable(network);
  return encoder.inputSize;
}

/** Windows in the units of the data to forecasts in the units of the target. */
export function scaledForecastGraph(context: ExportContext, forecaster: Forecaster): void {
  const { graph } = context;
  const { lookback, settings, linear, bounds = {} } = forecaster;
  const { inputs, target, horizon } = settings;
  const share = linear?.networkShare ?? 1;
  const shape = ["batch", lookback, inputs.length];
  const words = `the last ${counted(lookback, "row")} of ${inputs.join(", ")}, oldest first`;
  // Where the forecast is the linear path's alone, other columns are not read.
  const reads = share > 0 || inputs.includes(target);
  const x = reads ? graph.input("x", { type: "float64", shape }, words) : undefined;
  const past = pastOf(context, forecaster, x, share < 1);
  const parts: Value[] = [];
  if (share > 0)
    parts.push(weighted(context, "network", share, networkForecast(context, forecaster, x as Value, past)));
  if (linear !== undefined && share < 1) {
    parts.push(weighted(context, "path", 1 - share, linearPathNodes(context, linear.path, past)));
  }
  const [first, second] = parts;
  const value = clipped(context, second === undefined ? first : pairwise(graph, "Add", first, second), bounds);
  graph.output("y", value, `the next ${counted(horizon, "row")} of ${target}`);
}

/** The target's values [B, rows]: behind x in the list of inputs, a target that the network does not read. */
function pastOf(context: ExportContext, { settings, lookback }: Forecaster, x: Value | undefined, all: boolean): Value {
  const { graph } = context;
  const column = settings.inputs.indexOf(settings.target);
  if (x !== undefined && column >= 0) return gather(graph, x, 2, column);
  const { target } = settings;
  if (!all) return graph.input("last", { type: "float64", shape: ["batch", 1] }, `the last known value of ${target}`);
  const words = `the last ${counted(lookback, "row")} of ${target}, oldest first`;
  return graph.input("past", { type: "float64", shape: ["batch", lookback] }, words);
}

function weighted({ graph }: ExportContext, name: string, share: number, value: Value): Value {
  return share === 1 ? value : pairwise(graph, "Mul", value, graph.float64s(`${name}_share`, [share], [1]));
}

/** The network's forecast in the units of the target, from the last rows of x. */
function networkForecast(context: ExportContext, forecaster: Forecaster, x: Value, past: Value): Value {
  const { graph } = context;
  const { network, normaliser } = forecaster;
  const rows = Number(x.shape[1]);
  const own = forecaster.networkLookback;
  const window =
    rows === own
      ? x
      : gather(
          graph,
          x,
          1,
          Array.from({ length: own }, (_, i) => rows - own + i),
        );
  const lasts = gather(graph, window, 1, [-1]);
  const divisor = unitOf(context, "input", normaliser.inputs, lasts);
  const normalised = limited(
    context,
    normaliser.inputs,
    pairwise(graph, "Div", pairwise(graph, "Sub", window, lasts), divisor),
  );
  const last = gather(graph, past, 1, [-1]);
  const forecast = cast(graph, forecastNodes(context, network, cast(graph, normalised, "float32")), "float64");
  const change = pairwise(graph, "Mul", forecast, unitOf(context, "target", [normaliser.target], last));
  return pairwise(graph, "Add", last, change);
}

/** What lies beyond an end moved to it. */
function clipped({ graph }: ExportContext, value: Value, { min, max }: Bounds): Value {
  const raised = min === undefined ? value : pairwise(graph, "Max", value, graph.float64s("min", [min], [1]));
  return max === undefined ? raised : pairwise(graph, "Min", raised, graph.float64s("max", [max], [1]));
}

/** Cuts off what lies further from the last value than a column's limit, where one has a limit. */
function limited({ graph }: ExportContext, columns: readonly ColumnScale[], x: Value): Value {
  if (columns.every(({ limit }) => limit === undefined)) return x;
  const limits = columns.map(({ limit = Number.MAX_VALUE }) => limit);
  const most = graph.float64s("input_limit", limits, [columns.length]);
  const least = graph.float64s(
    "input_least",
    limits.map((limit) => -limit),
    [columns.length],
  );
  return pairwise(graph, "Max", pairwise(graph, "Min", x, most), least);
}

/** The units of columns whose last values lie along the last axis: the scale, times the last value (or the floor) with "ratio". */
function unitOf({ graph }: ExportContext, name: string, columns: readonly ColumnScale[], last: Value): Value {
  const row = (kind: string, numbers: readonly number[]): Value =>
    graph.float64s(`${name}_${kind}`, numbers, [columns.length]);
  const ratios = columns.map(({ anchor }) => (anchor === "ratio" ? 1 : 0));
  const scales = columns.map(({ scale }) => scale);
  if (!ratios.includes(1)) return row("scale", scales);
  const floors = columns.map(({ floor }) => floor);
  let level = pairwise(graph, "Max", last, row("floor", floors));
  if (ratios.includes(0)) {
    // Times 1 or 0, plus 0 or 1: exact, and the level 1 where the anchor is "difference".
    const differences = ratios.map((ratio) => 1 - ratio);
    level = pairwise(graph, "Mul", level, row("is_ratio", ratios));
    level = pairwise(graph, "Add", level, row("is_difference", differences));
  }
  return pairwise(graph, "Mul", level, row("scale", scales));
}

/** Throws OptionError ONNX_MODULE for a network that gives distributions. */
function requirePoint(network: OwnNetwork): void {
  const distribution = "distribution" in network ? network.distribution : "point";
  if (distribution !== "point") throw noDistribution(distribution);
}

/** The error for a network that gives distributions. */
export function noDistribution(distribution: string): OptionError {
  return new OptionError(
    "ONNX_MODULE",
    "toOnnx",
    `the network gives the numbers of a distribution, "${distribution}", which this export does not write`,
    { found: distribution, remedies: [["fit the model with ", { option: "head", value: "point" }]] },
  );
}

function forecastNodes(context: ExportContext, network: Module, x: Value): Value {
  if (!isOwnNetwork(network)) return givenNodes(context, network, x);
  requirePoint(network);
  const { graph } = context;
  if (isPlain(network, Seq2SeqNetwork)) return seq2seqNodes(context, network, x);
  if (!isPlain(network, ForecastNetwork)) return segmentNodes(context, network, x);
  const { recurrent, head, skip, skipFrom } = network;
  if (!isRecurrent(recurrent)) throw notExportable(recurrent);
  if (skip && context.streams) {
    throw new OptionError(
      "ONNX_STATES",
      "toOnnx",
      `this forecaster has a skip, which reads all ${counted(skip.inFeatures, "row")} of a window at once, so it cannot go on from a state`,
      {
        remedies: [
          ["export it without ", { option: "states" }],
          ["fit one with ", { option: "skip", value: false }],
        ],
      },
    );
  }
  const state = context.openState(recurrent, x.shape[0]);
  const run = recurrentNodes(graph, recurrent, context.nameOf(recurrent), transpose(graph, x, [1, 0, 2]), { state });
  context.closeState(run.state);
  const forecast = linearNodes(context, head, gather(graph, run.output, 0, -1));
  if (!skip) return forecast;
  return pairwise(graph, "Add", forecast, linearNodes(context, skip, gather(graph, x, 2, skipFrom)));
}

/** A network that a program gave: what runs of it, on windows of these sizes. Its rows may have one number each, in a dimension of their own. */
function givenNodes({ graph }: ExportContext, network: Module, x: Value): Value {
  const [[, y]] = tapedNodes(graph, network, { x: x.shape }, [x]);
  return y.shape.length === 2 ? y : reshape(graph, y, y.shape.slice(0, 2));
}
