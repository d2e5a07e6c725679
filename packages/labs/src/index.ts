// @recurra/labs: the experiments of a course on recurrent networks.
import { cells } from "./cells/cells.ts";
import { compare } from "./compare/compare.ts";
import { denoise } from "./denoise/denoise.ts";
import { direction } from "./direction/direction.ts";
import { gradients } from "./gradients/gradients.ts";
import type { Lab } from "./lab/lab.ts";
import { madeSeriesLab } from "./made-series/made-series.ts";
import { sentiment } from "./sentiment/sentiment.ts";
import { shapes } from "./shapes/shapes.ts";
import { signal } from "./signal/signal.ts";
import { sound } from "./sound/sound.ts";
import { stock } from "./stock/stock.ts";
import { text } from "./text/text.ts";
import { translate } from "./translate/translate.ts";

export { drawCell } from "./cells/wiring.ts";
export {
  finished,
  type Lab,
  type LabContext,
  type LabDial,
  type LabFile,
  type LabLook,
  type LabProgress,
  type LabResult,
  type LabSound,
  type LabStep,
  type LabView,
  type Plain,
} from "./lab/lab.ts";
export type { LabCode } from "./lab/lab-code.ts";
export { type LabOption, type LabOptions, type SettingsOf, settingsOf } from "./lab/options.ts";
export { tellRemedies } from "./lab/remedies.ts";
export type { LabScore, Measure, ScoredMethod } from "./lab/scores.ts";
export { withCode } from "./lab/with-code.ts";

export {
  cells,
  compare,
  denoise,
  direction,
  gradients,
  madeSeriesLab,
  sentiment,
  shapes,
  signal,
  sound,
  stock,
  text,
  translate,
};

/** Every lab, in the order of the course. */
export const labs: readonly Lab[] = [
  denoise,
  signal,
  stock,
  compare,
  direction,
  gradients,
  shapes,
  cells,
  madeSeriesLab,
  text,
  sentiment,
  translate,
  sound,
];
