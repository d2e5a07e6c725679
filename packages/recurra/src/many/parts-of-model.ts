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
  const { name, paths, networkShare, pretrainedShare, training, fitted } = model;
  return {
    ...{ name, paths, networkShare },
    ...(fitted.pretrained && { pretrainedShare }),
    ...{ errors: training.errors ?? null, words: partsWords(model) ?? null },
    ...trainedOf(model),
  };
}

/** What training did beside what forecasts without it; nothing where nothing was trained, or nothing else could forecast. */
function trainedOf({ training, networkShare }: GlobalForecaster): Pick<ManyResult["model"], "trained"> {
  const { network = null, rest = null, forecast = null } = training.errors ?? {};
  if (network === null || rest === null || forecast === null) return {};
  if (networkShare === 0) return { trained: "Training on these series left the forecast as it was without." };
  const errors = `${errorWords(forecast)} against ${errorWords(rest)} on the validation windows`;
  return {
    trained: `Training on these series took ${percent(1 - forecast / rest)} off the scaled error without it: ${errors}.`,
  };
}

/** A sentence; undefined where nothing validated. */
function partsWords(model: GlobalForecaster): string | undefined {
  const { training, networkShare, pretrainedShare } = model;
  const { errors } = training;
  if (errors === undefined || errors.forecast === null) return undefined;
  const rest = restWords(model);
  const made =
    networkShare === 0
      ? `The ${rest} ${rest === PATHS.own ? "do" : "does"} it all`
      : networkShare === 1
        ? "The network does it all"
        : `The forecast is ${percent(networkShare)} network, ${percent(1 - networkShare)} ${rest}`;
  const of = (error: number | null | undefined, words: string): string[] =>
    error == null ? [] : [`${errorWords(error)} of ${words}`];
  const network = errors.pretrained === undefined ? "the network" : "the network that was trained on them";
  const mixed = networkShare < 1 && (networkShare > 0 || (pretrainedShare > 0 && pretrainedShare < 1));
  const alone = [
    ...(mixed ? of(errors.forecast, "the forecast") : []),
    ...of(errors.network, network),
    ...of(errors.pretrained, "the pretrained network"),
    ...of(errors.own, "the own linear paths"),
    ...of(errors.shared, "the shared linear path"),
  ];
  return `${made}: scaled error on the validation windows ${alone.join(", ")}.`;
}

/** What forecasts beside the network that the series trained. */
function restWords({ paths, networkShare, pretrainedShare }: GlobalForecaster): string {
  if (pretrainedShare === 0) return PATHS[paths];
  return pretrainedShare === 1 - networkShare
    ? "pretrained network"
    : `mean of the pretrained network and the ${PATHS[paths]}`;
}
