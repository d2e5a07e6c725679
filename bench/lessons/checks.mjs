// What each lesson is held to.
import { cells } from "./cells.mjs";
import { compare } from "./compare.mjs";
import { denoise } from "./denoise.mjs";
import { direction } from "./direction.mjs";
import { gradients } from "./gradients.mjs";
import { madeSeries } from "./made-series.mjs";
import { sentiment } from "./sentiment.mjs";
import { shapes } from "./shapes.mjs";
import { signal } from "./signal.mjs";
import { sound } from "./sound.mjs";
import { stock } from "./stock.mjs";
import { text } from "./text.mjs";
import { translate } from "./translate.mjs";

export const checks = {
  ...{ denoise, signal, stock, compare, direction, gradients, shapes, cells },
  ...{ "made-series": madeSeries, text, sentiment, translate, sound },
};
