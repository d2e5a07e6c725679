import { existsSync } from "node:fs";
import { optional } from "../input/csv-settings.ts";
import { wholeNumber } from "../input/option-values.ts";
import { checkOutFile } from "../output/out-file.ts";
import { UsageError } from "../terminal/failure.ts";
import type { ExportOptionTexts } from "./command.ts";

/** The options of `recurra export` as values. */
export interface ExportSettings {
  readonly model: string;
  readonly onnx: string;
  readonly scaling: boolean;
  readonly states: boolean;
  readonly lengths: boolean;
  readonly horizon: number | undefined;
  readonly force: boolean;
  readonly json: boolean;
}

/** Checks every option before a file is read. */
export function exportSettings(model: string, texts: ExportOptionTexts): ExportSettings {
  const { onnx } = texts;
  checkOutFile("--onnx", onnx, [model]);
  const settings = {
    model,
    onnx,
    scaling: texts.scaling ?? false,
    states: texts.states ?? false,
    lengths: texts.lengths ?? false,
    horizon: optional(texts.horizon, (text) => wholeNumber("--horizon", text, 1)),
    force: texts.force ?? false,
    json: texts.json ?? false,
  };
  if (!settings.force) requireNew(onnx);
  return settings;
}

/** Throws UsageError for a file that is there. */
export function requireNew(onnx: string): void {
  if (existsSync(onnx)) {
    throw new UsageError(`--onnx ${onnx}: this file is there already. Name another one, or replace it with --force.`);
  }
}
