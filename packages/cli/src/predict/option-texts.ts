import type { CsvOptionTexts } from "../input/csv-settings.ts";

/** The options of `recurra predict` as commander gives them. */
export interface PredictOptionTexts extends CsvOptionTexts {
  readonly sort?: boolean;
  readonly repair?: string;
  readonly from?: string;
  readonly anyStep?: boolean;
  readonly out?: string;
  readonly json?: boolean;
}
