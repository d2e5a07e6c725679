// @recurra/labs: the experiments of a course on recurrent networks.
import { denoise } from "./denoise.ts";
import { direction } from "./direction.ts";
import type { Lab } from "./lab.ts";
import { shapes } from "./shapes.ts";
import { signal } from "./signal.ts";

export {
  finished,
  type Lab,
  type LabContext,
  type LabFile,
  type LabProgress,
  type LabResult,
  type Plain,
} from "./lab.ts";
export { type LabOption, type LabOptions, type SettingsOf, settingsOf } from "./options.ts";

export { denoise, direction, shapes, signal };

/** Every lab, in the order of the course. */
export const labs: readonly Lab[] = [denoise, signal, direction, shapes];
