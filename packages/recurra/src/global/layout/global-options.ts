// The settings of a GlobalForecaster, their defaults and their check.

import { OptionError } from "../../core/errors.ts";
import {
  checkOptions,
  DROPPED,
  either,
  exactly,
  flag,
  number,
  type OptionRules,
  readOptions,
  text,
  whole,
  word,
} from "../../core/option-rules.ts";
import { SEASON, type SeasonSetting } from "../../data/seasons/season-setting.ts";
import { type Cell, requireRoom } from "../../forecast/settings/forecaster-options.ts";
import { requireSchedule, TRAINING_RULES, type TrainingOptions } from "../../forecast/settings/training-settings.ts";
import { MODE, type Mode } from "../../kernels/wasm/engine.ts";
import { CELL } from "../../nn/recurrent/cells.ts";

/** What many series are forecast by, beside the linear paths: one network for all of them, one that was trained before, or nothing. */
export type GlobalModel = "segment" | "linear" | "pretrained";
/** What a window of the network is measured in: what changes over a season in the training rows of its series, or in the window itself. */
export type WindowScale = "series" | "window";
/** Which linear paths there are: each series' own, one that all share, whichever of them and of their mean validation finds better, or none. */
export type Paths = "best" | "own" | "shared" | "none";

export interface GlobalOptions extends TrainingOptions {
  /** The column to forecast, which all series have. */
  readonly target: string;
  /** Rows forecast at once. Default 5. */
  readonly horizon?: number;
  /** Rows in one season, in each of several, or "none"; default: those that at least half of the series show. */
  readonly season?: SeasonSetting;
  /**
   * "segment" (default): one SegmentNetwork for all series beside the linear paths; "linear": the paths alone; "pretrained": the network that the
   * forecaster is given, beside the paths, and nothing is trained.
   */
  readonly model?: GlobalModel;
  /** Default "best": own paths up to 10,000 series, and a shared one. */
  readonly paths?: Paths;
  /** Rows that the network looks back on; default: 14 segments, fewer where the series are short. */
  readonly lookback?: number;
  /** Rows of a segment; default: by the seasons, see `segmentRowsOf`. */
  readonly segmentRows?: number;
  /** Rows of the season that the network's forecasts are added to; 0: the last value. Default: what is nearer over the training windows. */
  readonly anchorSeason?: number;
  /** Default "series". */
  readonly scale?: WindowScale;
  /** Default "gru". */
  readonly cell?: Cell;
  /** Default 64. */
  readonly hiddenSize?: number;
  /** Of what the decoder gives, while training. Default 0.1. */
  readonly dropout?: number;
  /** Whether a linear path leads through the network, beside the recurrent one. Default true. */
  readonly skip?: boolean;
  /** Networks whose mean is the forecast, trained side by side. Default 1. */
  readonly members?: number;
  /** Epochs of `steps` steps each, at most. Default 15. */
  readonly epochs?: number;
  /** Default 100. */
  readonly steps?: number;
  /** Stop after this many epochs without a lower validation loss. Default: never. */
  readonly patience?: number;
  /** Windows per step, drawn over all series alike. Default 256. */
  readonly batchSize?: number;
  /** Default 0.002, after a warm-up, from where it falls to 0.00001. What becomes of it: `schedule`. */
  readonly learningRate?: number;
  /** Largest norm of a step's gradients. Default 1. */
  readonly clipNorm?: number;
  /** No forecast and no interval falls below this; "none": they may. Default: 0 for each series whose values show that they end there. */
  readonly min?: number | "none";
  /** No forecast and no interval rises above this. Default "none". */
  readonly max?: number | "none";
  /** The same seed gives the same weights, bit for bit, in "strict" mode. Default 0. */
  readonly seed?: number;
  /** Default "strict". */
  readonly mode?: Mode;
}

type Defaulted =
  | "horizon"
  | "model"
  | "paths"
  | "scale"
  | "cell"
  | "hiddenSize"
  | "dropout"
  | "skip"
  | "members"
  | "epochs"
  | "steps"
  | "batchSize"
  | "learningRate"
  | "clipNorm"
  | "average"
  | "seed"
  | "mode";

/** The options with every default that does not depend on the data filled in. */
export type GlobalSettings = GlobalOptions & Required<Pick<GlobalOptions, Defaulted>>;

const DEFAULTS: Required<Pick<GlobalOptions, Defaulted>> = {
  ...{
    horizon: 5,
    model: "segment",
    paths: "best",
    scale: "series",
    cell: "gru",
    hiddenSize: 64,
    dropout: 0.1,
    skip: true,
    members: 1,
  },
  ...{
    epochs: 15,
    steps: 100,
    batchSize: 256,
    learningRate: 0.002,
    clipNorm: 1,
    average: 0.99,
    seed: 0,
    mode: "strict",
  },
};

const BOUND = /* @__PURE__ */ either(/* @__PURE__ */ number(), /* @__PURE__ */ exactly("none"));

/** What each setting may be. */
export const GLOBAL_RULES: OptionRules<GlobalOptions> = {
  target: text("the name of the column to forecast"),
  horizon: whole(1),
  season: SEASON,
  model: word("segment", "linear", "pretrained"),
  paths: word("best", "own", "shared", "none"),
  lookback: whole(1),
  segmentRows: whole(1),
  anchorSeason: whole(0),
  scale: word("series", "window"),
  cell: CELL,
  hiddenSize: whole(1),
  dropout: DROPPED,
  skip: flag,
  members: whole(1, 16),
  epochs: whole(1),
  steps: whole(1),
  patience: whole(1),
  batchSize: whole(1),
  learningRate: number({ above: 0 }),
  clipNorm: number({ above: 0 }),
  ...TRAINING_RULES,
  min: BOUND,
  max: BOUND,
  seed: whole(0),
  mode: MODE,
};

/** Whether there is a network to train. */
export function trainsNetwork({ model }: Pick<GlobalSettings, "model">): boolean {
  return model === "segment";
}

/** Settings out of plain data, such as texts of a command line. Throws OptionError, naming the option. */
export function readGlobalSettings(given: object): Partial<GlobalOptions> {
  return readOptions("GlobalForecaster", given, GLOBAL_RULES);
}

/** Fills in defaults. Throws OptionError, naming the option, for a value that cannot be used. */
export function resolveGlobal(options: GlobalOptions): GlobalSettings {
  checkOptions("GlobalForecaster", options, GLOBAL_RULES, ["target"]);
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const settings: GlobalSettings = { ...DEFAULTS, ...(given as unknown as GlobalOptions) };
  requireRoom("GlobalForecaster", settings);
  requireSchedule("GlobalForecaster", settings);
  if (settings.model === "linear" && settings.paths === "none") {
    throw new OptionError(
      "OPTION_CONFLICT",
      "GlobalForecaster",
      [
        { option: "model", value: "linear" },
        " is made of linear paths alone, and ",
        { option: "paths", value: "none" },
        " leaves none",
      ],
      { found: "none", remedies: [["leave ", { option: "paths" }, " out"], "choose another model"] },
    );
  }
  return settings;
}
