// A model file as text for a terminal: what it forecasts and was fitted on, its layers, its tensors.

import { seasonWords } from "recurra/data";
import { aheadWords, counted, grouped, listed, rangeWords, shortPercent, tuningSentence } from "recurra/words";
import { figure, size } from "../terminal/amounts.ts";
import { backtestWords } from "../terminal/backtest-words.ts";
import { fact } from "../terminal/fact.ts";
import { spanWords } from "../terminal/span-words.ts";
import { formatTable } from "../terminal/table.ts";
import { printable, styled, wrap } from "../terminal/terminal.ts";
import { hasOwnNetwork, trainedWords } from "../terminal/trained-words.ts";
import type { ForecasterFacts, LayerFacts, ModelInspection } from "./inspect-model.ts";

/** Tensors and metadata that are shown; a stranger's file may have a million. */
const MOST = 100;

/** The options that are the sizes of what goes in and what comes out. */
const SIZES = [
  ["inputSize", "hiddenSize"],
  ["inFeatures", "outFeatures"],
  ["inChannels", "outChannels"],
  ["numEmbeddings", "embeddingDim"],
] as const;

/** "LSTM 1 -> 8, 2 layers, both directions": what is not as usual is named. */
function layerWords({ type, options }: LayerFacts): string {
  // A module of a program's own, whose options only its class understands.
  if (type.includes("/")) return short(`${type} ${JSON.stringify(options)}`);
  const { numLayers, bidirectional, bias, dropout, p } = options;
  const [from, to] = SIZES.find(([name]) => options[name] !== undefined) ?? SIZES[0];
  const sizes = [options[from], options[to]];
  const words = [
    `${type === "recurrent" ? "recurrent network" : type}${sizes[0] === undefined ? "" : ` ${sizes.join(" -> ")}`}`,
    typeof numLayers === "number" && numLayers > 1 ? `${numLayers} layers` : "",
    bidirectional ? "both directions" : "",
    bias === false ? "no bias" : "",
    options.nonlinearity === "relu" ? "relu" : "",
    options.resetAfter === false ? "reset before" : "",
    options.kernelSize ? `${options.kernelSize} taps` : "",
    ...["stride", "dilation", "groups"].map((name) =>
      Number(options[name] ?? 1) > 1 ? `${name} ${options[name]}` : "",
    ),
    options.padding ? `padding ${options.padding}` : "",
    dropout || p ? `drops ${shortPercent(Number(dropout || p))}` : "",
  ];
  return words.filter((word) => word !== "").join(", ");
}

function intervalWords({ intervals, horizon }: ForecasterFacts): string {
  if (intervals === null) return "none: the fit had no rows to size them on";
  const { level, scale, radius, note, shape, further, own } = intervals;
  if (radius === null && own) return `${shortPercent(level)}, the network's own. ${note}`;
  if (radius === null) return `none. ${note ?? "There were too few windows to size them."}`;
  const { unit = scale, season } = shape ?? {};
  const sizes = shape?.radius ?? radius;
  const width = (value: number): string => (unit === "absolute" ? figure(value) : shortPercent(value));
  const last = horizon === 1 ? "" : ` to ${width(sizes[horizon - 1])} after ${horizon}`;
  const { rows = 1, factors = [1] } = season ?? {};
  const places =
    season &&
    `, times ${figure(Math.min(...factors))} to ${figure(Math.max(...factors))} by the place in a season of ${rows} rows`;
  const levels = (further ?? []).map((one) => `, ${shortPercent(one.level)}`).join("");
  const of =
    unit === "value"
      ? " of the forecast and a little"
      : unit === "change"
        ? " of the change that is usual of late and a little"
        : "";
  if (own !== undefined) return `${shortPercent(level)}${levels}: the network's own, corrected at each step`;
  return `${shortPercent(level)}${levels}: plus and minus ${width(sizes[0])}${of} after 1 row${last}${places ?? ""}`;
}

function scaleWords({ scales, horizon }: ForecasterFacts): string {
  return scales
    .map(({ column, anchor, scale }) => {
      const usual = anchor === "ratio" ? shortPercent(scale) : figure(scale);
      return `${column} by ${anchor} to its last value, in units of ${usual}`;
    })
    .join("; ")
    .concat(` (the usual change over ${counted(horizon, "row")})`);
}

function forecasterLines(facts: ForecasterFacts, width: number): string[] {
  const { training } = facts;
  const losses = [
    training.trainLoss === undefined ? "" : `training loss ${figure(training.trainLoss)}`,
    training.validationLoss === undefined ? "" : `validation loss ${figure(training.validationLoss)}`,
  ].filter((text) => text !== "");
  const part = training.stride === undefined ? "" : ` (each epoch one of ${training.stride})`;
  const windows = `${counted(training.trainingWindows, "window")}${part} in batches of ${grouped(training.batchSize)}`;
  const validated =
    training.validationWindows === 0 ? "" : `, ${grouped(training.validationWindows)} more to choose the epoch`;
  return [
    fact("reads", `${facts.inputs.join(", ")}: the last ${counted(facts.lookback, "row")}`, width),
    ...(facts.ahead === null ? [] : [fact("ahead", aheadWords(facts.ahead), width)]),
    ...(facts.seasons === null ? [] : [fact("seasons", seasonWords(facts.seasons), width)]),
    fact("forecasts", `${facts.target}, ${counted(facts.horizon, "row")} ahead`, width),
    ...(facts.bounds === null ? [] : [fact("bounds", rangeWords(facts.bounds), width)]),
    fact("fitted on", spanWords(training), width),
    fact(
      "training",
      facts.cell === "linear path"
        ? "a linear path in closed form; the network, which was not trained, has no share"
        : !hasOwnNetwork(facts.cell)
          ? `the ${facts.cell}, ${trainedWords(facts.cell, training)}${training.interrupted ? " (interrupted)" : ""}; a network of one unit, which was not trained, has no share`
          : `${counted(training.epochs, "epoch")}${training.interrupted ? " (interrupted)" : ""}, ${training.untrained ? "none better than the untrained network" : `best ${training.bestEpoch}`}; ${windows}${validated}; ${[training.own?.includes("loss") ? "a loss of its own" : `${facts.loss} loss`, ...losses].join(", ")}`,
      width,
    ),
    ...(training.tuning === undefined ? [] : [fact("", tuningSentence(training.tuning, figure, "these rows"), width)]),
    fact("scales", scaleWords(facts), width),
    fact("backtest", facts.backtest ? backtestWords(facts.backtest) : "none in the file", width),
    fact("intervals", intervalWords(facts), width),
    fact("seed", `${facts.seed}, mode "${facts.mode}"`, width),
  ];
}

/** What a program wrote of a network, one line for each fact. */
function networkLines({ type, facts }: NonNullable<ModelInspection["network"]>, width: number): string[] {
  const { task: _, ...told } = facts;
  return [
    fact("network", type, width),
    ...Object.entries(told)
      .slice(0, MOST)
      .map(([name, value]) => {
        const text = typeof value === "string" ? value : JSON.stringify(value);
        return name.length < 10 ? fact(name, short(text), width) : fact("", `${short(name)}: ${short(text)}`, width);
      }),
  ];
}

function codeWords(kinds: readonly string[]): string {
  const [are, them] = kinds.length === 1 ? ["is of a class", "it"] : ["are of classes", "them"];
  return `${listed(kinds.map((kind) => `"${kind}"`))} ${are} that the file does not bring along; --with FILE names code that exports ${them}`;
}

/** A stranger's text in a length that a reader takes in. */
function short(text: string): string {
  return text.length > 300 ? `${text.slice(0, 297)}...` : text;
}

function layerLines({ layers, parameters }: ModelInspection, width: number): string[] {
  if (layers.length === 0) return [];
  const shown = layers.slice(0, MOST);
  const own = layers.reduce((sum, layer) => sum + layer.parameters, 0);
  const rest = Math.max(0, parameters - own);
  const rows = [
    ...shown.map((layer) => [printable(layer.name || "(no name)"), layerWords(layer), layer.parameters] as const),
    ...(layers.length > MOST
      ? [
          [
            "...",
            `${grouped(layers.length - MOST)} more ${layers.length - MOST === 1 ? "layer" : "layers"}`,
            0,
          ] as const,
        ]
      : []),
    ...(rest > 0 ? [["", "other tensors", rest] as const] : []),
    ["", "in all", parameters] as const,
  ];
  return [
    ...formatTable(
      [
        { title: "layer", cells: rows.map(([name]) => name) },
        { title: "what it is", cells: rows.map(([, words]) => words), align: "left" },
        { title: "parameters", cells: rows.map(([, , count]) => (count === 0 ? "-" : grouped(count))) },
      ],
      width,
    ),
    "",
    ...shown.flatMap(({ name, problem }) =>
      problem === undefined ? [] : [styled("yellow", wrap(printable(`${name}: ${problem}.`), width))],
    ),
  ];
}

function tensorLines({ tensors }: ModelInspection, width: number): string[] {
  const shown = tensors.slice(0, MOST);
  if (shown.length === 0) return [];
  return [
    ...formatTable(
      [
        { title: "tensor", cells: shown.map(({ name }) => printable(name)) },
        {
          title: "type",
          cells: shown.map(({ dtype, leftOut }) => `${dtype}${leftOut ? " (left out)" : ""}`),
          align: "left",
        },
        {
          title: "shape",
          cells: shown.map(({ shape }) => (shape.length === 0 ? "one number" : shape.join(" x "))),
          align: "left",
        },
        { title: "numbers", cells: shown.map(({ numbers }) => grouped(numbers)), optional: 1 },
      ],
      width,
    ),
    ...(tensors.length > MOST ? [`... and ${counted(tensors.length - MOST, "tensor")} more; --json lists all`] : []),
    "",
  ];
}

function headline({ kind, file, forecaster }: ModelInspection): string {
  if (forecaster) return `${file}: forecasts ${forecaster.target}, ${counted(forecaster.horizon, "row")} ahead`;
  return kind === "network" ? `${file}: a network` : `${file}: tensors, by another program or for another purpose`;
}

/** The whole text, with a line end at its end. */
export function modelText(inspection: ModelInspection, width: number): string {
  const { bytes, fileFormat, checksum, forecaster, network, unknownKinds, kind, metadata, tensors } = inspection;
  const format = fileFormat === null ? "no format named" : `format ${fileFormat}`;
  const sum = kind === "tensors" ? "" : checksum === "right" ? ", checksum right" : ", no checksum";
  const notes = Object.entries(metadata);
  const lines = [
    "",
    styled("bold", wrap(printable(headline(inspection)), width)),
    "",
    fact("file", `${size(bytes)}, ${counted(tensors.length, "tensor")}, ${format}${sum}`, width),
    ...(forecaster ? forecasterLines(forecaster, width) : []),
    ...(network ? networkLines(network, width) : []),
    ...(unknownKinds ? [fact("code", codeWords(unknownKinds), width)] : []),
    ...notes.slice(0, MOST).map(([key, text]) => {
      return fact("metadata", `${key.slice(0, 80)}: ${short(text)}`, width);
    }),
    ...(notes.length > MOST ? [fact("", `and ${grouped(notes.length - MOST)} more; --json lists all`, width)] : []),
    "",
    ...layerLines(inspection, width),
    ...tensorLines(inspection, width),
  ];
  return `${lines.join("\n")}\n`;
}
