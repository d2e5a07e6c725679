// The shapes that recurrent networks have, each on the smallest task that needs it.
//
//   one to one, one to many, many to one, many to many (aligned, and encoder-decoder), deep, bidirectional
import type { Lab, LabContext, LabProgress, LabResult } from "../lab.ts";
import { choice, type SettingsOf, trainingOptions, unitsOption } from "../options.ts";
import { bidirectional } from "./bidirectional.ts";
import { deep } from "./deep.ts";
import { encoderDecoder } from "./encoder-decoder.ts";
import type { Lesson } from "./lesson.ts";
import { manyToMany } from "./many-to-many.ts";
import { manyToOne } from "./many-to-one.ts";
import { oneToMany } from "./one-to-many.ts";
import { oneToOne } from "./one-to-one.ts";
import { shapesReport, shapesResults, shapesSummary } from "./report.ts";

const options = {
  cell: choice(["rnn", "lstm", "gru"], "gru", "recurrent cell"),
  hidden: unitsOption(24),
  ...trainingOptions({ epochs: 60, batch: 25, learningRate: 0.005 }),
};

export type ShapesSettings = SettingsOf<typeof options>;

const lessons = { oneToOne, oneToMany, manyToOne, manyToMany, encoderDecoder, deep, bidirectional };

/** What was found, by the names of the lessons. */
export type Lessons = { readonly [name in keyof typeof lessons]: Lesson };

async function* run(settings: ShapesSettings, context: LabContext): AsyncGenerator<LabProgress, LabResult, undefined> {
  const taught: Record<string, Lesson> = {};
  for (const [name, teach] of Object.entries(lessons)) taught[name] = yield* teach(settings, context);
  const found = taught as Lessons;
  return {
    results: shapesResults(settings, found),
    summary: shapesSummary(found),
    report: shapesReport(settings, found),
  };
}

export const shapes: Lab<typeof options> = {
  name: "shapes",
  title: "The shapes of recurrent networks",
  about: "one to one, one to many, many to one, many to many, deep, bidirectional: the smallest task for each",
  options,
  start: (settings, context = {}) => run(settings, context),
};
