// What may help, in the words of whoever shows a result: `relative: true` in a program is --relative on the command line.
import { putPhrase, type Wording } from "recurra/core";
import type { LabResult } from "./lab.ts";

/** The result with its remedies as the verdict's last sentences; those that the edge has no words for are left out. */
export function tellRemedies(result: LabResult, wording: Wording): LabResult {
  const { remedies = [], report } = result;
  const texts = remedies.map((remedy) => putPhrase(remedy, wording, true)).filter((text) => text !== undefined);
  if (report.verdict === undefined || texts.length === 0) return result;
  const sentences = [...report.verdict.sentences, ...texts.map((text) => `A remedy to try: ${text}.`)];
  return { ...result, report: { ...report, verdict: { ...report.verdict, sentences } } };
}
