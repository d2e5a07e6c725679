// What a model of many series says of itself.

import { type Season, seasonWords } from "recurra/data";
import { type GlobalForecaster, type GlobalTraining, readGlobalForecaster } from "recurra/global";
import { partsOfModel } from "recurra/many";
import { counted, grouped, percent } from "recurra/words";
import { size } from "../terminal/amounts.ts";
import { fact } from "../terminal/fact.ts";
import { printable, styled, wrap } from "../terminal/terminal.ts";

export interface ManyModelInspection {
  readonly format: "recurra-inspect/1";
  readonly kind: "many";
  readonly file: string;
  readonly bytes: number;
  readonly target: string;
  readonly horizon: number;
  readonly seasons: readonly Season[];
  readonly seed: number;
  readonly mode: string;
  /** Which linear paths it has, the network's share in its forecasts, and what each part errs on the validation windows, scaled. */
  readonly model: ReturnType<typeof partsOfModel>;
  readonly training: GlobalTraining;
  /** Those of the fit. */
  readonly ids: readonly string[];
}

/** Ids that are shown. */
const SHOWN = 10;

/** Throws FormatError for a file that is broken. */
export function inspectManyModel(file: string, bytes: Uint8Array): ManyModelInspection {
  const model: GlobalForecaster = readGlobalForecaster(bytes, file);
  const { target, horizon, ids, training } = model;
  const { seed, mode } = model.settings;
  const parts = partsOfModel(model);
  model.dispose();
  return {
    ...{ format: "recurra-inspect/1", kind: "many", file, bytes: bytes.length, target, horizon },
    ...{ seasons: training.seasons, seed, mode, model: parts, training, ids },
  };
}

/** What the pretrained network is to it. */
function seenWords({ pretrainedShare }: ManyModelInspection["model"]): string[] {
  if (pretrainedShare === undefined) return [];
  const short = "series that are too short for the rest";
  return [
    pretrainedShare === 0
      ? `the pretrained network forecasts ${short} alone`
      : `the pretrained network is ${percent(pretrainedShare)} of a forecast, and forecasts ${short}`,
  ];
}

export function manyModelText(result: ManyModelInspection, width: number): string {
  const { file, bytes, target, horizon, seasons, model, training, ids } = result;
  const { series, rows, step, epochs, tooShortCount } = training;
  const more = ids.length > SHOWN ? ` and ${grouped(ids.length - SHOWN)} more` : "";
  const untrained = (model.pretrainedShare ?? 0) > 0 ? "with nothing trained on them" : "in closed form";
  const made = model.networkShare === 0 ? untrained : counted(epochs, "epoch");
  const short =
    tooShortCount === 0 ? [] : [`${counted(tooShortCount, "series is", "series are")} too short to learn from`];
  const lines = [
    "",
    styled("bold", wrap(printable(`${file}: one model for ${counted(series, "series", "series")}`), width)),
    "",
    fact("size", size(bytes), width),
    fact("forecasts", `${target}, ${counted(horizon, "row")} ahead`, width),
    fact("model", model.name, width),
    ...(model.words === null ? [] : [fact("", model.words, width)]),
    ...seenWords(model).map((text) => fact("", text, width)),
    fact(
      "fitted on",
      `${counted(series, "series", "series")} in ${counted(rows, "row")}, step: ${step}; ${made}`,
      width,
    ),
    ...short.map((text) => fact("", text, width)),
    fact("seasons", seasons.length === 0 ? "none" : seasonWords(seasons), width),
    fact("series", printable(`${ids.slice(0, SHOWN).join("; ")}${more}`), width),
  ];
  return `${lines.join("\n")}\n\n`;
}
