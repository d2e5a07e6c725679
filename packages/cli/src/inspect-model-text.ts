// A model file as text for a terminal: what it forecasts and was fitted on, its layers, its tensors.

import type { StoredLayer } from "recurra";
import { counted, figure, size } from "./amounts.ts";
import { fact } from "./fact.ts";
import type { ForecasterFacts, ModelInspection } from "./inspect-model.ts";
import { table } from "./table.ts";
import { printable, styled, wrap } from "./terminal.ts";

/** Tensors and metadata that are shown; a stranger's file may have a million. */
const MOST = 100;

function layerWords({ type, inputSize, size, numLayers, bidirectional, bias }: StoredLayer): string {
  const kind = type === "recurrent" ? "recurrent network" : type;
  const layers = numLayers === 1 ? "" : `, ${numLayers} layers`;
  const directions = bidirectional ? ", both directions" : "";
  return `${kind} ${inputSize} -> ${size}${layers}${directions}${bias ? "" : ", no bias"}`;
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(2))}%`;
}

function intervalWords({ intervals, horizon }: ForecasterFacts): string {
  if (intervals === null) return "none: the fit had no rows to size them on";
  const { level, scale, radius, note } = intervals;
  if (radius === null) return `none: ${note ?? "there were too few windows to size them"}`;
  const width = (value: number): string => (scale === "relative" ? percent(value) : figure(value));
  const last = horizon === 1 ? "" : ` to ${width(radius[horizon - 1])} after ${horizon}`;
  return `${percent(level)}: plus and minus ${width(radius[0])} after 1 row${last}`;
}

function scaleWords({ scales, horizon }: ForecasterFacts): string {
  return scales
    .map(({ column, anchor, scale }) => {
      const usual = anchor === "ratio" ? percent(scale) : figure(scale);
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
  const windows = `${counted(training.trainingWindows, "window")} in batches of ${training.batchSize}`;
  const validated = training.validationWindows === 0 ? "" : `, ${training.validationWindows} more to choose the epoch`;
  const season = facts.season === null ? "" : `, seasons of ${facts.season}`;
  return [
    fact("reads", `${facts.inputs.join(", ")}: the last ${counted(facts.lookback, "row")}${season}`, width),
    fact("forecasts", `${facts.target}, ${counted(facts.horizon, "row")} ahead`, width),
    fact(
      "fitted on",
      `${counted(training.rows, "row")}, ${training.first} to ${training.last}, step: ${training.step}`,
      width,
    ),
    fact(
      "training",
      `${counted(training.epochs, "epoch")}, best ${training.bestEpoch}; ${windows}${validated}; ${[`${facts.loss} loss`, ...losses].join(", ")}`,
      width,
    ),
    fact("scales", scaleWords(facts), width),
    fact("intervals", intervalWords(facts), width),
    fact("seed", `${facts.seed}, mode "${facts.mode}"`, width),
  ];
}

function layerLines({ layers, parameters }: ModelInspection, width: number): string[] {
  if (layers.length === 0) return [];
  const shown = layers.slice(0, MOST);
  const own = layers.reduce((sum, layer) => sum + layer.parameters, 0);
  const rest = parameters - own;
  const rows = [
    ...shown.map((layer) => [printable(layer.name || "(no name)"), layerWords(layer), layer.parameters] as const),
    ...(layers.length > MOST ? [["...", `${layers.length - MOST} more layers`, 0] as const] : []),
    ...(rest > 0 ? [["", "other tensors", rest] as const] : []),
    ["", "in all", parameters] as const,
  ];
  return [
    ...table(
      [
        { title: "layer", cells: rows.map(([name]) => name) },
        { title: "what it is", cells: rows.map(([, words]) => words), align: "left" },
        { title: "parameters", cells: rows.map(([, , count]) => (count === 0 ? "" : count.toLocaleString("en-US"))) },
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
    ...table(
      [
        { title: "tensor", cells: shown.map(({ name }) => printable(name)) },
        { title: "type", cells: shown.map(({ dtype }) => dtype), align: "left" },
        {
          title: "shape",
          cells: shown.map(({ shape }) => (shape.length === 0 ? "one number" : shape.join(" x "))),
          align: "left",
        },
        { title: "numbers", cells: shown.map(({ numbers }) => numbers.toLocaleString("en-US")), optional: 1 },
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
  const { bytes, fileFormat, checksum, forecaster, kind, metadata, tensors } = inspection;
  const format = fileFormat === null ? "no format named" : `format ${fileFormat}`;
  const sum = kind === "tensors" ? "" : checksum === "right" ? ", checksum right" : ", no checksum";
  const notes = Object.entries(metadata);
  const lines = [
    "",
    styled("bold", wrap(printable(headline(inspection)), width)),
    "",
    fact("file", `${size(bytes)}, ${counted(tensors.length, "tensor")}, ${format}${sum}`, width),
    ...(forecaster ? forecasterLines(forecaster, width) : []),
    ...notes.slice(0, MOST).map(([key, text]) => {
      const short = text.length > 300 ? `${text.slice(0, 297)}...` : text;
      return fact("metadata", `${key.slice(0, 80)}: ${short}`, width);
    }),
    ...(notes.length > MOST ? [fact("", `and ${notes.length - MOST} more; --json lists all`, width)] : []),
    "",
    ...layerLines(inspection, width),
    ...tensorLines(inspection, width),
  ];
  return `${lines.join("\n")}\n`;
}
