// The settings of a forecast as those of many series.

import type { Phrase } from "recurra/core";
import { type ExperimentSettings, experimentRules } from "recurra/experiment";
import { type ManySettings, manyRules } from "recurra/many";
import { UsageError } from "../terminal/failure.ts";

/** The targets of `--target a,b`, each a series of one model; undefined where one column is named. */
export function severalTargets(target: string | undefined): readonly string[] | undefined {
  if (target?.includes(",") !== true) return undefined;
  const columns = experimentRules.inputs.read(target);
  return columns !== undefined && columns.length > 1 ? columns : undefined;
}

const ALONE = "a model over many series reads the target of each alone";

const MANY_MODELS: readonly string[] = ["segment", "linear", "pretrained"];

/** What a model over many series has no part for, and why. */
const NOT_MANY: readonly (readonly [keyof ExperimentSettings, (settings: ExperimentSettings) => boolean, string])[] = [
  ["inputs", ({ inputs }) => inputs !== undefined, ALONE],
  ["future", ({ future }) => future !== undefined, ALONE],
  ["calendar", ({ calendar }) => calendar !== undefined, ALONE],
  ["holidays", ({ holidays }) => holidays !== undefined, ALONE],
  ["numLayers", ({ numLayers = 1 }) => numLayers !== 1, "a model over many series has one recurrent layer"],
  [
    "autoShorten",
    ({ autoShorten }) => autoShorten === true,
    "series that are too short are told of, and given the forecast of a rival",
  ],
  [
    "model",
    ({ model }) => model !== undefined && !MANY_MODELS.includes(model),
    "many series are forecast by segments, by lines alone, or without training",
  ],
  ["level", ({ level }) => Array.isArray(level) && level.length > 1, "many series have intervals of one level"],
];

/** Throws UsageError for an option that one series alone has. */
export function manySettings(settings: ExperimentSettings, target: string | undefined): ManySettings {
  for (const [option, given, why] of NOT_MANY) if (given(settings)) throw notForMany(option, why);
  const { inputs, numLayers, autoShorten, linear, level, model, ...own } = settings;
  const unknown = Object.keys(own).find(
    (name) => own[name as keyof typeof own] !== undefined && !Object.hasOwn(manyRules, name),
  );
  if (unknown !== undefined) throw notForMany(unknown, "one series alone has it");
  const given: ManySettings = {
    ...own,
    ...{ target, level: typeof level === "number" ? level : level?.[0] },
    ...(model !== undefined && { model: model as ManySettings["model"] }),
    ...(linear === false && { paths: "none" as const }),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function notForMany(option: string, why: string): UsageError {
  const problem: Phrase = [{ option }, ` is not for many series: ${why}`];
  return new UsageError("USAGE_CONFLICT", "", problem, {
    remedies: ["leave it out", ["choose one series with ", { option: "where" }]],
  });
}
