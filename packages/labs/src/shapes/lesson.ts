// What the lab shows of one shape: the task, the tensors on their way, the score, and pictures.
import type { Block, DrawingBlock, EquationsBlock } from "@recurra/report";
import type { Shape } from "recurra";
import type { LabContext, LabProgress, LabView, Plain } from "../lab/lab.ts";
import type { Watched } from "../lab/watched.ts";
import type { Score } from "./score.ts";
import type { ShapesSettings } from "./settings.ts";
import type { Stage } from "./stages.ts";

export interface Lesson {
  /** The shape: "one to many". */
  readonly shape: string;
  /** The task in a few words: "write a wave". */
  readonly task: string;
  /** The task and its data in sentences. */
  readonly about: string;
  /** When one uses the shape. */
  readonly use: string;
  /** What goes in and what comes out. */
  readonly x: Shape;
  readonly y: Shape;
  /** The tensors on their way through the network, as they passed when it answered the test. */
  readonly stages: readonly Stage[];
  /** What is computed, in the letters of the course: f is the cell, U its weights on inputs, W those on the state. */
  readonly equations: EquationsBlock["lines"];
  /** The layer unrolled. */
  readonly drawing: DrawingBlock;
  readonly score: Score;
  /** What was learned, beside the truth. */
  readonly learned: readonly Block[];
  /** What the score says, with its numbers. */
  readonly finding: string;
  /** A few samples of the test, from the one that the dial points at, for who looks on when all is done. */
  readonly view: LabView;
  /** Further numbers, for programs. */
  readonly more?: { readonly [name: string]: Plain };
}

/** Makes the data, trains and tests: the whole lesson of a shape. */
export type RunLesson = (
  settings: ShapesSettings,
  context: LabContext,
  watched: Watched,
) => AsyncGenerator<LabProgress, Lesson, undefined>;

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
