// A forecast of a model file as text for a terminal.

import { coverageWarning } from "recurra/evaluation";
import type { PredictedRow } from "recurra/experiment";
import { aheadWords, counted, grouped, partsSentence, rangeWords, tuningSentence } from "recurra/words";
import { figure } from "../terminal/amounts.ts";
import { backtestWords } from "../terminal/backtest-words.ts";
import { fact } from "../terminal/fact.ts";
import { decimalsFor, fixed } from "../terminal/fixed-number.ts";
import { intervalColumns } from "../terminal/interval-columns.ts";
import { spanWords } from "../terminal/span-words.ts";
import { type Column, formatTable } from "../terminal/table.ts";
import { printable, styled, wrap } from "../terminal/terminal.ts";
import { hasOwnNetwork, isGiven, trainedWords } from "../terminal/trained-words.ts";
import type { PredictResult } from "./predict-result.ts";

function rowsTable({ forecast, asOf, level, data }: PredictResult, width: number): string[] {
  const past = asOf !== null;
  const spread = Math.max(...forecast.map((row) => Math.abs((row.upper ?? row.value) - row.value)), 0);
  const decimals = decimalsFor(spread || Math.abs(forecast[0].value) / 100);
  const column = (title: string, cell: (row: PredictedRow) => string, rest: Partial<Column> = {}): Column => ({
    title,
    cells: forecast.map(cell),
    ...rest,
  });
  const columns = [
    column(data.clock === "row" ? "row" : "time", (row) => row.time),
    column("forecast", (row) => fixed(row.value, decimals)),
  ];
  if (level !== null) {
    columns.push(...intervalColumns(forecast, level, decimals));
  }
  if (forecast.some((row) => row.beyond)) {
    columns.push(column("made from", (row) => (row.beyond ? "forecasts" : "rows"), { align: "left" }));
  }
  if (past) {
    columns.push(
      column("true value", (row) => fixed(row.actual, decimals)),
      column("error", (row) => (row.actual === null ? "-" : fixed(row.value - row.actual, decimals)), { optional: 1 }),
      column("seen by the fit", seenWord, {
        align: "left",
        paint: (text, row) => (forecast[row].seenByFit ? styled("yellow", text) : text),
      }),
    );
  }
  return formatTable(columns, width);
}

function seenWord({ seenByFit, actual }: PredictedRow): string {
  if (seenByFit === null) return "unknown";
  return seenByFit ? "yes" : actual === null ? "-" : "no";
}

/** That rows lie past the horizon, and what their intervals are. */
function beyondWords({ forecast, model, level }: PredictResult): string | undefined {
  const beyond = forecast.filter((row) => row.beyond);
  if (beyond.length === 0) return undefined;
  const intervals =
    level === null
      ? ""
      : beyond[0].lower === null
        ? " How wide intervals are there was not measured, so there are none."
        : " Their intervals are as much wider as errors past the horizon were when the model was tested.";
  return `The model forecasts ${counted(model.horizon, "row")}. The ${counted(beyond.length, "row")} from ${beyond[0].time} on are made from its own forecasts, in blocks of ${grouped(model.horizon)}.${intervals}`;
}

/** What the true values beside the forecast are worth. */
function pastWords({ forecast, errors, model }: PredictResult): { style: "yellow" | "dim"; text: string }[] {
  const seen = forecast.filter((row) => row.seenByFit === true).length;
  const unknown = forecast.some((row) => row.seenByFit === null);
  const words: { style: "yellow" | "dim"; text: string }[] = [];
  const { first, last } = model.training;
  if (seen > 0) {
    const all = seen === forecast.length;
    const which = all
      ? "These rows lie"
      : `${counted(seen, "row")} of ${grouped(forecast.length)} ${seen === 1 ? "lies" : "lie"}`;
    const text = `${which} within ${first} to ${last}, on which the model was fitted: it has seen these values, if the data are the same, and that it comes close to them shows nothing.`;
    words.push({ style: "yellow", text });
  } else if (unknown) {
    words.push({
      style: "yellow",
      text: "The model was fitted on rows of another clock, so whether it has seen these values cannot be told.",
    });
  }
  if (errors) {
    const decimals = decimalsFor(Math.min(errors.mae, errors.lastValueMae) || errors.mae);
    words.push({
      style: "dim",
      text: `Mean absolute error of ${counted(errors.rows, "row")}: ${fixed(errors.mae, decimals)}; of repeating the last value: ${fixed(errors.lastValueMae, decimals)}.`,
    });
  }
  return words;
}

/** The whole text, with a line end at its end. */
export function predictText(result: PredictResult, width: number): string {
  const { model, data, forecast, asOf, level } = result;
  const { training } = model;
  const reads =
    model.inputs.length === 1 && model.inputs[0] === result.target ? "" : `, reads ${model.inputs.join(", ")}`;
  const layers = model.numLayers === 1 ? "" : ` in ${model.numLayers} layers`;
  // Of a model that has none trained on the rows, the sizes of a network say nothing.
  const size =
    hasOwnNetwork(model.cell) && !isGiven(model.cell) ? ` of ${counted(model.hiddenSize, "unit")}${layers}` : "";
  const when = asOf === null ? "ahead" : `from ${forecast[0].time}`;
  const warning = level === null || !model.backtest ? undefined : coverageWarning(model.backtest.coverage);
  const timeless = (data.clock === "row") !== (training.clock === "row");
  const beyond = beyondWords(result);
  const turned = data.findings.filter(({ kind }) => kind !== "reversed" || data.notes.length === 0);
  const remarks = [...data.notes, ...turned.map(({ message }) => message)];
  const lines = [
    "",
    styled("bold", wrap(printable(`${result.target}, ${counted(forecast.length, "row")} ${when}`), width)),
    "",
    fact("model", `${model.cell}${size}, lookback ${model.lookback}${reads}`, width),
    ...(model.ahead === undefined ? [] : [fact("ahead", aheadWords(model.ahead), width)]),
    ...(training.parts === undefined ? [] : [fact("", partsSentence(model.cell, training.parts, figure), width)]),
    fact(
      "fitted on",
      `${spanWords(training)}; ${trainedWords(model.cell, training)}${training.interrupted ? ", interrupted: not fitted to its end" : ""}`,
      width,
    ),
    ...(training.tuning === undefined ? [] : [fact("", tuningSentence(training.tuning, figure, "these rows"), width)]),
    fact(
      "backtest",
      model.backtest ? backtestWords(model.backtest) : "none in the file: how it scores is not known",
      width,
    ),
    ...(model.bounds ? [fact("bounds", rangeWords(model.bounds), width)] : []),
    fact("data", `${data.file}: ${spanWords({ ...data, first: data.from, last: data.to })}`, width),
    ...remarks.map((text) => fact("", text, width)),
    ...(timeless ? [fact("", "whether its rows have the step of the fit cannot be told", width)] : []),
    ...(asOf === null ? [] : [fact("as of", `${asOf}: later rows were not read for the forecast`, width)]),
    "",
    ...rowsTable(result, width),
    "",
    ...(beyond === undefined ? [] : [styled("yellow", wrap(printable(beyond), width)), ""]),
    ...(warning === undefined ? [] : [styled("yellow", wrap(`In its backtest: ${warning}`, width)), ""]),
    ...(asOf === null ? [] : pastWords(result).map(({ style, text }) => styled(style, wrap(printable(text), width)))),
  ];
  if (result.note !== null) lines.push(styled("dim", wrap(printable(`There are no intervals. ${result.note}`), width)));
  if (result.files.forecast !== undefined) {
    lines.push(styled("dim", wrap(printable(`Written to ${result.files.forecast}`), width)));
  }
  while (lines.at(-1) === "") lines.pop();
  return `${lines.join("\n")}\n\n`;
}
