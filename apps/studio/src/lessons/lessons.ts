// The lessons by the names of their labs.
import { cells } from "./cells.ts";
import { compare } from "./compare.ts";
import { denoise } from "./denoise.ts";
import { direction } from "./direction.ts";
import { gradients } from "./gradients.ts";
import type { Lesson } from "./lesson.ts";
import { signal } from "./signal.ts";
import { stock } from "./stock.ts";

export const lessons: Readonly<Record<string, Lesson>> = {
  cells,
  compare,
  denoise,
  direction,
  gradients,
  signal,
  stock,
};
