// Forecasts of many series by a model file as text for a terminal.

import { counted, grouped, percent } from "recurra/words";
import { fact } from "../terminal/fact.ts";
import { decimalsFor, fixed } from "../terminal/fixed-number.ts";
import { formatTable } from "../terminal/table.ts";
import { printable, styled, wrap } from "../terminal/terminal.ts";
import type { PredictManyResult } from "./many-result.ts";

/** Series that are shown. */
const SHOWN = 20;

/** The whole text, with a line end at its end. */
export function predictManyText(result: PredictManyResult, width: number): string {
  const { target, horizon, model, data, files, series } = result;
  const of = (text: string): string => fact("", text, width);
  const lines = [
    "",
    styled(
      "bold",
      wrap(
        printable(`${target}, ${counted(data.series, "series", "series")}, ${counted(horizon, "row")} ahead each`),
        width,
      ),
    ),
    "",
    fact("model", `one for all series: ${model.name}`, width),
    fact("fitted on", `${counted(model.series, "series", "series")} in ${counted(model.rows, "row")}`, width),
    fact("data", `${data.file}: ${counted(data.series, "series", "series")} in ${counted(data.rows, "row")}`, width),
    ...data.notes.map(of),
    ...data.findings.map(({ kind, series: count, first }) =>
      of(`${kind} in ${counted(count, "series", "series")}, such as ${first}`),
    ),
    ...(data.unseen === 0
      ? []
      : [of(`${counted(data.unseen, "series is new", "series are new")}: forecast by what all series share`)]),
    ...(data.tooShort === 0
      ? []
      : [of(`${counted(data.tooShort, "series has", "series have")} too few rows for the model: see "made by"`)]),
    "",
    ...table(result, width),
  ];
  const left = series.length - SHOWN;
  if (left > 0) {
    const where = files.forecast === undefined ? "--out FILE writes all" : `all are in ${files.forecast}`;
    lines.push(styled("dim", `and ${grouped(left)} more: ${where}`));
  }
  lines.push("");
  if (files.forecast !== undefined) {
    lines.push(styled("dim", wrap(printable(`Written to ${files.forecast}`), width)), "");
  }
  return `${lines.join("\n")}\n`;
}

/** Of each series the next row, and the last one of the forecast. */
function table({ series, idColumns, level, horizon }: PredictManyResult, width: number): string[] {
  const shown = series.slice(0, SHOWN);
  const sizes = shown.flatMap(({ rows }) => rows.map(({ value }) => Math.abs(value))).filter((size) => size > 0);
  const decimals = decimalsFor(sizes.length === 0 ? 1 : Math.min(...sizes) / 100);
  const at = (row: number, value: "value" | "lower" | "upper") =>
    shown.map(({ rows }) => fixed(rows[row]?.[value] ?? null, decimals));
  const words = ({ seen, madeBy }: (typeof shown)[number]): string =>
    [seen ? "" : "new", madeBy === "model" ? "" : madeBy === "" ? "no row" : madeBy].filter(Boolean).join(", ");
  return formatTable(
    [
      ...idColumns.map((column, i) => ({
        title: printable(column),
        cells: shown.map(({ key }) => printable(key[i] ?? "")),
        align: "left" as const,
      })),
      { title: "rows", cells: shown.map(({ known }) => grouped(known)), optional: 3 },
      { title: "next", cells: shown.map(({ rows }) => rows[0]?.time ?? "-"), align: "left" as const },
      { title: "forecast", cells: at(0, "value") },
      ...(level === null
        ? []
        : [
            { title: `${percent(level)} from`, cells: at(0, "lower"), optional: 2 },
            { title: "to", cells: at(0, "upper"), optional: 2 },
          ]),
      ...(horizon > 1 ? [{ title: `row ${grouped(horizon)}`, cells: at(horizon - 1, "value"), optional: 1 }] : []),
      ...(shown.some((one) => words(one) !== "")
        ? [{ title: "made by", cells: shown.map(words), align: "left" as const }]
        : []),
    ],
    width,
  );
}
