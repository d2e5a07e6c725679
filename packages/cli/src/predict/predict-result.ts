import { wordFinding } from "recurra/data";
import type { PredictionResult } from "recurra/experiment";
import { currentWording } from "../terminal/wording.ts";

/** What `recurra predict` found, as plain data: the document of --json, and what the terminal and the file are written from. */
export interface PredictResult extends PredictionResult {
  readonly format: "recurra-predict/1";
  readonly model: PredictionResult["model"] & { readonly file: string };
  readonly files: { readonly forecast?: string };
}

/** A prediction with the files that it came from and went to. */
export function predictResult(
  { target, model, data, ...rest }: PredictionResult,
  file: string,
  out: string | undefined,
): PredictResult {
  return {
    format: "recurra-predict/1",
    target,
    model: { file, ...model },
    data: { ...data, findings: data.findings.map((finding) => wordFinding(finding, currentWording())) },
    ...rest,
    files: out === undefined ? {} : { forecast: out },
  };
}
