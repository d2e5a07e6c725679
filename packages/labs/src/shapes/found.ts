// All that a run of the lab of shapes found.
import type { Lesson } from "./lesson.ts";
import type { ShapesSettings } from "./settings.ts";

export type LessonName =
  | "oneToOne"
  | "oneToMany"
  | "manyToOne"
  | "manyToMany"
  | "encoderDecoder"
  | "deep"
  | "bidirectional";

export interface ShapesFound {
  readonly settings: ShapesSettings;
  /** In the order in which they are shown. */
  readonly lessons: Readonly<Record<LessonName, Lesson>>;
}
