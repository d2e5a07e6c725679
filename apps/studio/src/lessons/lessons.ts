// The lessons by the names of their labs.
import { denoise } from "./denoise.ts";
import type { Lesson } from "./lesson.ts";

export const lessons: Readonly<Record<string, Lesson>> = { denoise };
