// Prices and chances as people read them.

import { counted, grouped } from "recurra/words";
import type { PriceFile } from "./price-file.ts";

/** Five digits: 18.285, 41.368, 576.96; whole numbers from 100,000. */
export function price(value: number): string {
  return Math.abs(value) < 100_000 ? value.toPrecision(5) : grouped(value);
}

/** A bias in words: "12.936 too low". */
export function tooHigh(bias: number): string {
  return `${price(Math.abs(bias))} too ${bias < 0 ? "low" : "high"}`;
}

/** The file's name without the folders that it lies in. */
export function fileName({ file }: PriceFile): string {
  return file.name.replace(/^.*[\\/]/, "");
}

/** What was read and left out, for a list of facts. */
export function describeFile(prices: PriceFile): [name: string, value: string][] {
  const { series, columns, rows, missing, duplicates } = prices;
  const leftOut = `${counted(missing, "row")} without a price, ${counted(duplicates, "row")} repeated`;
  return [
    ["file", `${fileName(prices)}${series.reversed ? ", newest row first: turned round" : ""}`],
    [columns.length === 1 ? "column" : "columns", columns.join(", ")],
    ["rows", `${grouped(rows)}, of which left out: ${missing + duplicates === 0 ? "none" : leftOut}`],
    ["days", `${grouped(series.length)}, ${series.span()}`],
  ];
}
