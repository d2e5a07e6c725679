import type { CsvOptionTexts } from "../input/csv-settings.ts";

/** The options of `recurra forecast` as commander gives them: texts, to be checked by settings.ts. */
export interface ForecastOptionTexts extends CsvOptionTexts {
  readonly target?: string;
  readonly unit?: string;
  readonly horizon: string;
  readonly lookback?: string;
  readonly inputs?: string;
  readonly future?: string;
  readonly futureFile?: string;
  readonly calendar?: string;
  readonly holidays?: string;
  readonly sort?: boolean;
  readonly resample?: string;
  readonly repair?: string;
  readonly fillGaps?: string;
  readonly season?: string;
  readonly min?: string;
  readonly max?: string;
  readonly model?: string;
  readonly instant?: boolean;
  readonly teacherForcing?: string;
  readonly teacherForcingDecay?: string;
  readonly attention?: boolean;
  readonly head?: string;
  readonly cell?: string;
  readonly hidden?: string;
  readonly layers: string;
  readonly dropout?: string;
  readonly epochs?: string;
  readonly patience?: string;
  readonly batch?: string;
  readonly learningRate?: string;
  readonly test: string;
  readonly autoShorten?: boolean;
  readonly linear?: boolean;
  readonly level: string;
  readonly seed: string;
  readonly threads: string;
  readonly checkpoint: string;
  readonly fast?: boolean;
  readonly native?: boolean;
  readonly narrowVectors?: boolean;
  readonly resume?: string;
  readonly out?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}
