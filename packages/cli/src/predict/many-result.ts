import type { ManyPrediction, PredictedSeries } from "recurra/many";

/** What was found, as plain data: the document of --json. */
export interface PredictManyResult {
  readonly format: "recurra-predict-many/1";
  readonly target: string;
  readonly horizon: number;
  readonly level: number | null;
  readonly idColumns: readonly string[];
  readonly model: { readonly file: string; readonly name: string; readonly series: number; readonly rows: number };
  readonly data: {
    readonly file: string;
    readonly series: number;
    readonly rows: number;
    /** Series that the fit did not see, and those that have too few rows for the model. */
    readonly unseen: number;
    readonly tooShort: number;
    readonly findings: ManyPrediction["findings"];
    readonly notes: readonly string[];
  };
  readonly series: readonly PredictedSeries[];
  readonly files: { readonly forecast?: string };
}
