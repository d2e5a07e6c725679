import type { CsvOptionTexts } from "../input/csv-settings.ts";

/** The options as commander gives them. */
export interface InspectOptionTexts extends CsvOptionTexts {
  readonly with?: string[];
  readonly json?: boolean;
}
