// The lessons by the names of their labs.
import { denoise } from "./denoise.ts";
import type { Lesson } from "./lesson.ts";
import { madeSeries } from "./made-series.ts";
import { sentiment } from "./sentiment.ts";
import { shapes } from "./shapes.ts";
import { sound } from "./sound.ts";
import { text } from "./text.ts";
import { translate } from "./translate.ts";

export const lessons: Readonly<Record<string, Lesson>> = {
  denoise,
  shapes,
  "made-series": madeSeries,
  text,
  sentiment,
  translate,
  sound,
};
