// What may help, in the words of whoever shows a result: `relative: true` in a program is --relative on the command line.
import {
  BYTES,
  callback,
  checkOptions,
  list,
  made,
  type OptionRule,
  type OptionRules,
  type Phrase,
  putPhrase,
  TEXT,
  type Wording,
} from "recurra/core";
import type { LabResult } from "./lab.ts";

const RESULT_RULES = {
  results: made(
    "an object of results",
    (value): value is LabResult["results"] => isObject(value) && !Array.isArray(value),
  ),
  scores: list("a list of scores", isObject),
  summary: list("a list of blocks", isObject),
  remedies: list("a list of phrases", (one): one is Phrase => typeof one === "string" || Array.isArray(one)),
  report: made("a report document", isReport),
  model: BYTES,
  view: made("a view of a network", (value): value is LabResult["view"] => isObject(value) && "dispose" in value),
} satisfies Readonly<Record<keyof LabResult, OptionRule<unknown>>>;

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isReport(value: unknown): value is LabResult["report"] {
  if (!isObject(value) || !("sections" in value)) return false;
  const { verdict } = value as { readonly verdict?: { readonly sentences?: unknown } | null };
  return verdict === undefined || Array.isArray(verdict?.sentences);
}

const WORDING_RULES: OptionRules<Wording> = {
  option: callback(),
  beside: TEXT,
  call: callback(),
  speaker: callback(),
};

/** The result with its remedies as the verdict's last sentences; those that the edge has no words for are left out. */
export function tellRemedies(result: LabResult, wording: Wording): LabResult {
  checkOptions("tellRemedies", result, RESULT_RULES, ["results", "scores", "summary", "report"]);
  checkOptions("tellRemedies", wording, WORDING_RULES, ["option", "call", "speaker"]);
  const { remedies = [], report } = result;
  const texts = remedies.map((remedy) => putPhrase(remedy, wording, true)).filter((text) => text !== undefined);
  if (report.verdict === undefined || texts.length === 0) return result;
  const sentences = [...report.verdict.sentences, ...texts.map((text) => `A remedy to try: ${text}.`)];
  return { ...result, report: { ...report, verdict: { ...report.verdict, sentences } } };
}
