import type { CsvOptionTexts } from "../input/csv-settings.ts";

/** The options of `recurra predict` as commander gives them. */
export interface PredictOptionTexts extends CsvOptionTexts {
  readonly sort?: boolean;
  readonly resample?: string;
  readonly repair?: string;
  readonly fillGaps?: string;
  readonly from?: string;
  readonly futureFile?: string;
  readonly horizon?: string;
  readonly anyStep?: boolean;
  readonly with?: string[];
  readonly out?: string;
  readonly json?: boolean;
}
