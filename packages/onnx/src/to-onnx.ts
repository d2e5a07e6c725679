import { EncoderDecoder, Forecaster, Model, Module, OptionError } from "recurra";
import {
  checkOptions,
  flag,
  made,
  type OptionMention,
  type OptionRules,
  type Phrase,
  requireArguments,
} from "recurra/core";
import { type ForecastNetwork, type SegmentNetwork, Seq2SeqNetwork } from "recurra/forecast-network";
import { SeasonNetwork } from "recurra/pretrained";
import { encoderDecoderGraph } from "./encoder-decoder-graph.ts";
import { ExportContext } from "./export-context.ts";
import {
  forecastNetworkGraph,
  isOwnNetwork,
  noDistribution,
  normalisedForecastGraph,
  scaledForecastGraph,
} from "./forecast-graph.ts";
import { Graph } from "./graph/graph.ts";
import { isPlain } from "./layer-nodes.ts";
import { withLibraryNetwork } from "./library-network.ts";
import { modelBytes } from "./model-bytes.ts";
import { networkGraph } from "./network-graph.ts";
import { seasonGraph } from "./season-graph.ts";
import { INPUTS, type OnnxInputs } from "./tape/inputs.ts";
import type { TapedFunction } from "./tape/run.ts";
import { tapeGraph } from "./tape/tape-nodes.ts";

/** What the graph is to hold beside the network. */
export interface OnnxOptions {
  /**
   * For a Forecaster: inputs and outputs in the units of the data, as float64, with the scaling inside the graph. Default false:
   * the network alone, on normalised float32 numbers.
   */
  readonly scaling?: boolean;
  /**
   * States as inputs and outputs (h_in and h_out, for the LSTM also c_in and c_out), for one step after another: what came out goes
   * in with the next call. Default false: every call begins at zero.
   */
  readonly states?: boolean;
  /** An input `lengths` for the true lengths of padded sequences; for a recurrent network or an EncoderDecoder. Default false. */
  readonly lengths?: boolean;
  /**
   * What goes in, for a function and for a module of a program's own: it runs a few times, and the operations that ran are written. See
   * OnnxInput. Left out, layers of the library are known by themselves, and of a Model the facts `lookback` and `columns` say it.
   */
  readonly inputs?: OnnxInputs;
  /** Steps that an encoder-decoder writes, or rows of two seasons of a SeasonNetwork; needed for these, and refused for anything else. */
  readonly horizon?: number;
}

/** What may become a graph; `requireArguments` says of one of another copy of the library that it is. */
const MODEL = made(
  "a Model, a Forecaster, a Module or a function of tensors",
  (value): value is Model | Forecaster | Module | TapedFunction =>
    value instanceof Model || value instanceof Forecaster || value instanceof Module || typeof value === "function",
);

const RULES: OptionRules<OnnxOptions> = {
  scaling: flag,
  states: flag,
  lengths: flag,
  inputs: INPUTS,
  // Which numbers will do, each network says itself.
  horizon: made("a whole number from 1", (value): value is number => typeof value === "number"),
};

/** The form of what the metadata of a file says. */
const FORMAT = "recurra-onnx/1";

/**
 * A network, or what a function of tensors does, as an ONNX model (opset 13), which onnxruntime and many others run: in evaluation
 * behaviour, so without dropout.
 *
 * Shapes: as the network's own forward() has them, batch first, with open sizes "batch" and "time"; input `x`, output `y`.
 * The same model gives the same bytes.
 * Throws OptionError: OPTION_VALUE and OPTION_UNKNOWN for what is of another kind, OTHER_COPY for a model of another copy of the library, ONNX_MODULE for a module that is a program's own and is not told what goes in, ONNX_INPUTS for inputs that cannot be, ONNX_OPERATION and ONNX_TAPE for what ran and has no form in ONNX, ONNX_AHEAD for a model that knows columns ahead, ONNX_PRETRAINED for one that forecasts by a pretrained network, ONNX_OPTION, ONNX_STATES, ONNX_LENGTHS and ONNX_HORIZON for
 * options that do not fit the model; ShapeError ONNX_SHAPE for layers that do not fit together; StateError for a forecaster that is
 * not fitted.
 * Source: https://onnx.ai/onnx/operators/ (RNN, LSTM, GRU of opset 7, Scan of opset 11, the rest of opset 13 or older).
 */
export function toOnnx(model: Model | Forecaster | Module | TapedFunction, options: OnnxOptions = {}): Uint8Array {
  requireArguments("toOnnx", { model: MODEL }, model);
  checkOptions("toOnnx", options, RULES);
  if (typeof model === "function" || options.inputs) return tapedBytes(model, options);
  const forecaster = model instanceof Forecaster ? model : model instanceof Model ? model.forecaster : undefined;
  if (forecaster) return networkBytes(forecaster.network, forecaster, options);
  if (!(model instanceof Model)) return networkBytes(model as Module, undefined, options);
  const inputs = inputsOf(model);
  try {
    return withLibraryNetwork(model, (network) => networkBytes(network, undefined, options));
  } catch (error) {
    if (inputs && error instanceof OptionError && error.code === "ONNX_MODULE")
      return tapedBytes(model, { ...options, inputs });
    throw error;
  }
}

/** What goes into the network of a model whose facts say so: windows of its columns. */
function inputsOf({ facts: { lookback, columns } }: Model): OnnxInputs | undefined {
  return lookback && columns?.length ? { x: ["batch", lookback, columns.length] } : undefined;
}

function networkBytes(network: Module, forecaster: Forecaster | undefined, options: OnnxOptions): Uint8Array {
  const { scaling = false, states = false, lengths = false, horizon } = options;
  const context = new ExportContext(network, states);
  if (isPlain(network, EncoderDecoder)) {
    refuseScaling(scaling, network);
    encoderDecoderGraph(context, network, horizon, lengths);
    const facts = { horizon: String(horizon), targetColumns: JSON.stringify(network.targetColumns) };
    return bytesOf(context, "encoder_decoder", facts);
  }
  if (isPlain(network, SeasonNetwork)) {
    refuseScaling(scaling, network);
    if (lengths) throw wrong("a SeasonNetwork is told in x how much of a history there was", [leaveOut(LENGTHS)]);
    seasonGraph(context, network, horizon);
    return bytesOf(context, "season_network", { horizon: String(horizon) });
  }
  if (horizon !== undefined) {
    throw wrong(
      [
        HORIZON,
        ` is for an EncoderDecoder, whose steps are written out; the outputs of ${nameOf(network, forecaster)} are fixed`,
      ],
      ["leave it out"],
    );
  }
  if (!forecaster) {
    networkAlone(context, network, options);
    return bytesOf(context, "network", {});
  }
  if (isOwnNetwork(network)) refuseAhead(network);
  else requireGiven(forecaster, states);
  if (lengths) throw sameLengths();
  refusePretrained(forecaster);
  if (scaling && states) {
    throw wrong(
      [
        "with ",
        SCALING,
        ", each window is measured from its own last value, so the states of one window mean nothing to the next",
      ],
      [["choose one of ", SCALING, " and ", STATES]],
    );
  }
  if (!scaling && (forecaster.linear?.networkShare ?? 1) < 1) {
    throw wrong("the forecast is not the network's alone: the linear path beside it is in the units of the data", [
      ["export both with ", { option: "scaling", value: true }],
      ["fit one with ", { option: "linear", value: false }],
    ]);
  }
  if (scaling) scaledForecastGraph(context, forecaster);
  else normalisedForecastGraph(context, forecaster);
  return bytesOf(context, "forecast", forecastFacts(forecaster, scaling));
}

function networkAlone(context: ExportContext, network: Module, options: OnnxOptions): void {
  const { scaling = false, lengths = false } = options;
  if (isOwnNetwork(network)) {
    refuseAhead(network);
    if (lengths) throw sameLengths();
    refuseScaling(scaling, network);
    forecastNetworkGraph(context, network);
  } else {
    refuseScaling(scaling, network);
    networkGraph(context, network, lengths);
  }
}

function sameLengths(): OptionError {
  return wrong("windows of a Forecaster all have the same length", [leaveOut(LENGTHS)]);
}

/** What runs on the tape. */
function tapedBytes(model: Model | Forecaster | Module | TapedFunction, options: OnnxOptions): Uint8Array {
  const { inputs, ...others } = options;
  if (!inputs) {
    throw new OptionError("ONNX_INPUTS", "toOnnx", "a function does not say what goes in", {
      remedies: [["give ", { option: "inputs" }, ', such as { x: ["batch", 20, 3] }']],
    });
  }
  const known = model instanceof Forecaster || (model instanceof Model && model.forecaster !== undefined);
  if (known) throw wrong("a Forecaster says itself what goes in", [leaveOut({ option: "inputs" })]);
  for (const [option, value] of Object.entries(others)) {
    if (value === undefined || value === false) continue;
    throw wrong(
      ["with ", { option: "inputs" }, ", what goes in and out is the function's own"],
      [leaveOut({ option })],
    );
  }
  const graph = new Graph();
  tapeGraph(graph, model instanceof Model ? model.network : model, inputs);
  return modelBytes(graph, "network", { format: FORMAT, task: "network" });
}

/** `name` does not come from a class: scripts are minified. */
function bytesOf(context: ExportContext, name: string, facts: Readonly<Record<string, string>>): Uint8Array {
  if (context.streams && context.statePairs.length === 0) {
    throw new OptionError(
      "ONNX_STATES",
      "toOnnx",
      "there are no states to take in and give out: the network has no recurrent layer",
      { remedies: [leaveOut(STATES)] },
    );
  }
  const states: Record<string, string> = context.streams ? { states: JSON.stringify(context.statePairs) } : {};
  return modelBytes(context.graph, name, { format: FORMAT, task: "network", ...facts, ...states });
}

/** What a program needs to give the graph its windows. */
function forecastFacts(
  { settings, lookback, normaliser, bounds }: Forecaster,
  scaling: boolean,
): Record<string, string> {
  return {
    task: "forecast",
    target: settings.target,
    columns: JSON.stringify(settings.inputs),
    lookback: String(lookback),
    horizon: String(settings.horizon),
    scaling: scaling ? "inside" : "outside",
    anchors: JSON.stringify(normaliser),
    ...(bounds && { bounds: JSON.stringify(bounds) }),
  };
}

function nameOf(network: Module, forecaster?: Forecaster): string {
  return forecaster ? "a Forecaster" : network.constructor.name || "the network";
}

/** Throws for what a graph of a Forecaster with a network of a program's own does not have. */
function requireGiven({ settings, linear }: Forecaster, states: boolean): void {
  if (linear?.networkShare === 0) return;
  if (settings.head !== "point") throw noDistribution(settings.head);
  const { future = [], calendar = [], holidays = [] } = settings;
  if ([future, calendar, holidays].some(({ length }) => length > 0)) throw aheadError();
  if (!states) return;
  throw new OptionError("ONNX_STATES", "toOnnx", "the network is a program's own, which takes in no states", {
    remedies: [leaveOut(STATES)],
  });
}

/** What is known of the rows ahead would be a second input, with times of its own. */
function refuseAhead(network: ForecastNetwork | SegmentNetwork | Seq2SeqNetwork): void {
  if (network instanceof Seq2SeqNetwork || network.ahead === null) return;
  throw aheadError();
}

function aheadError(): OptionError {
  return new OptionError(
    "ONNX_AHEAD",
    "toOnnx",
    "the model knows columns of the rows that it forecasts, or their place in the calendar, and a graph has no input for them",
    {
      remedies: [
        ["fit one without ", { option: "future" }, ", ", { option: "calendar" }, " and ", { option: "holidays" }],
        "forecast by `recurra serve` or `recurra predict`",
      ],
    },
  );
}

/** How it sees a history hangs on the history: ways to see it, their seasons, logarithms, the unit of each. */
function refusePretrained({ pretrained }: Forecaster): void {
  if ((pretrained?.share ?? 0) === 0) return;
  throw new OptionError(
    "ONNX_PRETRAINED",
    "toOnnx",
    "the forecast is the pretrained network's, in whole or in part, and a graph has no nodes for the ways in which it sees a history",
    {
      remedies: [
        ["export that network alone with ", { call: "toOnnx(forecaster.pretrained.network, { horizon })" }],
        "forecast by `recurra serve` or `recurra predict`",
      ],
    },
  );
}

function refuseScaling(scaling: boolean, network: Module): void {
  if (!scaling) return;
  const problem = `there is no scaling to put into the graph: ${nameOf(network)} is not a Forecaster`;
  throw wrong(problem, [leaveOut(SCALING)]);
}

const SCALING: OptionMention = { option: "scaling" };
const STATES: OptionMention = { option: "states" };
const LENGTHS: OptionMention = { option: "lengths" };
const HORIZON: OptionMention = { option: "horizon" };

function leaveOut(option: OptionMention): Phrase {
  return ["leave ", option, " out"];
}

function wrong(problem: Phrase, remedies: readonly Phrase[]): OptionError {
  return new OptionError("ONNX_OPTION", "toOnnx", problem, { remedies });
}
