import { type CsvSettings, csvSettings, optional } from "../input/csv-settings.ts";
import { oneOf } from "../input/option-values.ts";
import { checkOutFile } from "../output/out-file.ts";
import type { PredictOptionTexts } from "./command.ts";

/** The options of `recurra predict` as values. Undefined: found in the data. */
export interface PredictSettings extends CsvSettings {
  readonly model: string;
  readonly file: string;
  readonly sort: boolean;
  readonly repair: "drop" | "forward-fill" | "linear" | undefined;
  readonly from: string | undefined;
  readonly anyStep: boolean;
  readonly out: string | undefined;
  readonly json: boolean;
}

/** Checks every option, so that a wrong one is named before a file is read. */
export function predictSettings(model: string, file: string, texts: PredictOptionTexts): PredictSettings {
  if (texts.out !== undefined) checkOutFile("--out", texts.out, [model, file]);
  return {
    model,
    file,
    ...csvSettings(texts),
    sort: texts.sort ?? false,
    repair: optional(texts.repair, (text) => oneOf("--repair", text, ["drop", "forward-fill", "linear"])),
    from: texts.from,
    anyStep: texts.anyStep ?? false,
    out: texts.out,
    json: texts.json ?? false,
  };
}
