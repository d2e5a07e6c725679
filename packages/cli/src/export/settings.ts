import { existsSync } from "node:fs";
import type { OnnxInputs } from "@recurra/onnx";
import { whole } from "recurra/core";
import { readGiven } from "../input/option-values.ts";
import { checkOutFile } from "../output/out-file.ts";
import { UsageError } from "../terminal/failure.ts";
import { inputsRule } from "./inputs.ts";

/** The options as commander gives them. */
export interface ExportOptionTexts {
  readonly onnx: string;
  readonly scaling?: boolean;
  readonly states?: boolean;
  readonly lengths?: boolean;
  readonly horizon?: string;
  readonly inputs?: string;
  readonly with?: string[];
  readonly force?: boolean;
  readonly json?: boolean;
}

/** The options of `recurra export` as values. */
export interface ExportSettings {
  readonly model: string;
  readonly onnx: string;
  readonly scaling: boolean;
  readonly states: boolean;
  readonly lengths: boolean;
  readonly horizon: number | undefined;
  readonly inputs: OnnxInputs | undefined;
  readonly force: boolean;
  readonly json: boolean;
}

/** Checks every option before a file is read. */
export function exportSettings(model: string, texts: ExportOptionTexts): ExportSettings {
  const { onnx } = texts;
  checkOutFile("onnx", onnx, [model]);
  const settings = {
    model,
    onnx,
    scaling: texts.scaling ?? false,
    states: texts.states ?? false,
    lengths: texts.lengths ?? false,
    horizon: readGiven("horizon", whole(1), texts.horizon),
    inputs: readGiven("inputs", inputsRule, texts.inputs),
    force: texts.force ?? false,
    json: texts.json ?? false,
  };
  if (!settings.force) requireNew(onnx);
  return settings;
}

/** Throws UsageError for a file that is there. */
export function requireNew(onnx: string): void {
  if (existsSync(onnx)) {
    throw new UsageError("OUT_EXISTS", `--onnx ${onnx}`, "this file is there already", {
      remedies: ["name another one", ["replace it with ", { option: "force", value: true }]],
    });
  }
}
