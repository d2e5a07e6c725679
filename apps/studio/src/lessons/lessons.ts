// The lessons by the names of their labs.
import { cells } from "./cells.ts";
import { compare } from "./compare.ts";
import { denoise } from "./denoise.ts";
import { direction } from "./direction.ts";
import { gradients } from "./gradients.ts";
import type { Lesson } from "./lesson.ts";
import { madeSeries } from "./made-series.ts";
import { sentiment } from "./sentiment.ts";
import { shapes } from "./shapes.ts";
import { signal } from "./signal.ts";
import { sound } from "./sound.ts";
import { stock } from "./stock.ts";
import { text } from "./text.ts";
import { translate } from "./translate.ts";

export const lessons: Readonly<Record<string, Lesson>> = {
  denoise,
  signal,
  stock,
  compare,
  direction,
  gradients,
  shapes,
  cells,
  "made-series": madeSeries,
  text,
  sentiment,
  translate,
  sound,
};
