import { delimiter, optional } from "./forecast-settings.ts";
import { oneOf } from "./option-values.ts";
import { checkOutFile } from "./out-file.ts";
import type { PredictOptionTexts } from "./predict-command.ts";

/** The options of `recurra predict` as values. Undefined: found in the data. */
export interface PredictSettings {
  readonly model: string;
  readonly file: string;
  readonly time: string | undefined;
  readonly dateOrder: "ymd" | "dmy" | "mdy" | undefined;
  readonly decimal: "." | "," | undefined;
  readonly delimiter: string | undefined;
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
    time: texts.time,
    dateOrder: optional(texts.dateOrder, (text) => oneOf("--date-order", text, ["ymd", "dmy", "mdy"])),
    decimal: optional(texts.decimal, (text) => oneOf("--decimal", text, [".", ","])),
    delimiter: optional(texts.delimiter, delimiter),
    sort: texts.sort ?? false,
    repair: optional(texts.repair, (text) => oneOf("--repair", text, ["drop", "forward-fill", "linear"])),
    from: texts.from,
    anyStep: texts.anyStep ?? false,
    out: texts.out,
    json: texts.json ?? false,
  };
}
