// What each part of the model brought, by the validation windows: the network that all share, and the linear paths.

import { part, requireOption } from "../core/option-rules.ts";
import { errorWords } from "../evaluation/verdict/error-words.ts";
import type { GlobalForecaster } from "../global/index.ts";
import { percent } from "../words/percent.ts";
import type { ManyResult } from "./result.ts";

const PATHS = {
  own: "own linear paths",
  shared: "shared linear path",
  both: "mean of own and shared linear paths",
  none: "",
} as const;

/** What each part of a fitted model brought: as numbers, and as a sentence. Throws StateError before the first fit. */
const MODEL = /* @__PURE__ */ part<GlobalForecaster>("a GlobalForecaster", "settings");

export function partsOfModel(model: GlobalForecaster): ManyResult["model"] {
  requireOption("partsOfModel", "model", MODEL, model);
  const { name, paths, networkShare, training } = model;
  return { name, paths, networkShare, errors: training.errors ?? null, words: partsWords(model) ?? null };
}

/** A sentence; undefined where nothing validated. */
function partsWords({ training, paths, networkShare, settings }: GlobalForecaster): string | undefined {
  const { errors } = training;
  if (errors === undefined || errors.forecast === null) return undefined;
  const made =
    networkShare === 0
      ? `The ${PATHS[paths]} ${paths === "own" ? "do" : "does"} it all`
      : networkShare === 1
        ? "The network does it all"
        : `The forecast is ${percent(networkShare)} network, ${percent(1 - networkShare)} ${PATHS[paths]}`;
  const of = (error: number | null, words: string): string[] =>
    error === null ? [] : [`${errorWords(error)} of ${words}`];
  const alone = [
    ...(networkShare > 0 && networkShare < 1 ? of(errors.forecast, "the forecast") : []),
    ...(settings.model === "linear" ? [] : of(errors.network, "the network")),
    ...of(errors.own, "the own linear paths"),
    ...of(errors.shared, "the shared linear path"),
  ];
  return `${made}: scaled error on the validation windows ${alone.join(", ")}.`;
}
