import type { Mode } from "recurra";
import { type CsvSettings, csvSettings, optional } from "../input/csv-settings.ts";
import { modeOf } from "../input/mode.ts";
import {
  numberBetween,
  numberFrom,
  oneOf,
  type TestPart,
  testPart,
  threadCount,
  wholeNumber,
} from "../input/option-values.ts";
import { UsageError } from "../terminal/failure.ts";
import type { ForecastOptionTexts } from "./command.ts";

/** The options of `recurra forecast` as values. Undefined: the library, or the data, decide. */
export interface ForecastSettings extends CsvSettings {
  readonly file: string;
  readonly target: string | undefined;
  readonly inputs: readonly string[] | undefined;
  readonly horizon: number;
  readonly lookback: number | undefined;
  readonly sort: boolean;
  readonly repair: "drop" | "forward-fill" | "linear" | undefined;
  readonly season: number | undefined;
  readonly cell: "rnn" | "lstm" | "gru";
  readonly hidden: number;
  readonly layers: number;
  readonly dropout: number;
  readonly epochs: number;
  readonly patience: number;
  readonly batch: number | undefined;
  readonly learningRate: number;
  readonly test: TestPart;
  readonly level: number;
  readonly seed: number;
  readonly threads: number | "auto";
  /** Seconds between two checkpoints. */
  readonly checkpoint: number;
  readonly mode: Mode;
  readonly out: string | undefined;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** Reads an option that was given. */
/** "Close,Volume", or with quotes around a name that holds a comma: '"Close, adjusted",Volume'. */
function columnList(option: string, text: string): string[] {
  const names = [...text.matchAll(/\s*(?:"([^"]*)"|([^,]*))\s*(?:,|$)/g)]
    .filter((match) => match[0] !== "")
    .map((match) => (match[1] ?? match[2]).trim());
  if (names.length === 0 || names.includes("")) {
    throw new UsageError(`${option} must name columns, separated by commas, but it is "${text}".`);
  }
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new UsageError(`${option} names "${twice}" twice. Name each column once.`);
  return names;
}

/** One sign, or "tab". */
/** Checks every option, so that a wrong one is named before the file is read. */
export function forecastSettings(file: string, texts: ForecastOptionTexts): ForecastSettings {
  const layers = wholeNumber("--layers", texts.layers, 1);
  const dropout = numberFrom("--dropout", texts.dropout, 0, 1);
  if (dropout > 0 && layers === 1) {
    throw new UsageError(
      `--dropout ${texts.dropout} acts between layers, but there is one. Add --layers 2, or leave it out.`,
    );
  }
  return {
    file,
    target: texts.target,
    inputs: optional(texts.inputs, (text) => columnList("--inputs", text)),
    horizon: wholeNumber("--horizon", texts.horizon, 1),
    lookback: optional(texts.lookback, (text) => wholeNumber("--lookback", text, 1)),
    ...csvSettings(texts),
    sort: texts.sort ?? false,
    repair: optional(texts.repair, (text) => oneOf("--repair", text, ["drop", "forward-fill", "linear"])),
    season: optional(texts.season, (text) => wholeNumber("--season", text, 2)),
    cell: oneOf("--cell", texts.cell, ["rnn", "lstm", "gru"]),
    hidden: wholeNumber("--hidden", texts.hidden, 1),
    layers,
    dropout,
    epochs: wholeNumber("--epochs", texts.epochs, 1),
    patience: wholeNumber("--patience", texts.patience, 1),
    batch: optional(texts.batch, (text) => wholeNumber("--batch", text, 1)),
    learningRate: numberBetween("--learning-rate", texts.learningRate, 0, Number.POSITIVE_INFINITY),
    test: testPart("--test", texts.test),
    level: numberBetween("--level", texts.level, 0, 1),
    seed: wholeNumber("--seed", texts.seed, 0),
    threads: threadCount("--threads", texts.threads),
    checkpoint: numberFrom("--checkpoint", texts.checkpoint, 0, Number.POSITIVE_INFINITY),
    mode: modeOf(texts),
    out: texts.out,
    quiet: texts.quiet ?? false,
    json: texts.json ?? false,
  };
}
