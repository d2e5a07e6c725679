// The shapes that recurrent networks have, each on the smallest task that needs it.
//
//   one to one, one to many, many to one, many to many (aligned, and encoder-decoder), deep, bidirectional
import { checkStart } from "../lab/check-start.ts";
import type { Lab, LabContext, LabProgress, LabResult } from "../lab/lab.ts";
import { Watched } from "../lab/watched.ts";
import { program } from "../programs/shapes.generated.ts";
import { bidirectional } from "./bidirectional.ts";
import { deep } from "./deep.ts";
import { encoderDecoder } from "./encoder-decoder.ts";
import { dial } from "./examples.ts";
import type { Lesson, LessonName, RunLesson, ShapesFound } from "./lesson.ts";
import { manyToMany } from "./many-to-many.ts";
import { manyToOne } from "./many-to-one.ts";
import { oneToMany } from "./one-to-many.ts";
import { oneToOne } from "./one-to-one.ts";
import { summarize, writeReport } from "./report.ts";
import { describeResults, listScores } from "./results.ts";
import { options, type ShapesSettings } from "./settings.ts";

const lessons: Readonly<Record<LessonName, RunLesson>> = {
  oneToOne,
  oneToMany,
  manyToOne,
  manyToMany,
  encoderDecoder,
  deep,
  bidirectional,
};

async function* run(settings: ShapesSettings, context: LabContext): AsyncGenerator<LabProgress, LabResult, undefined> {
  const watched = new Watched(context, dial);
  try {
    const done: Partial<Record<LessonName, Lesson>> = {};
    for (const name of Object.keys(lessons) as LessonName[])
      done[name] = yield* lessons[name](settings, context, watched);
    const found: ShapesFound = { settings, lessons: done as Record<LessonName, Lesson> };
    const views = Object.values(found.lessons).map(({ view }) => view);
    const { view } = watched.handOver();
    return {
      // What all networks said is drawn; what is opened is the last of them.
      ...(view && { view: { ...view, draw: (at?: number) => views.flatMap(({ draw }) => draw(at)) } }),
      results: describeResults(found),
      scores: listScores(found),
      summary: summarize(found),
      report: writeReport(found),
    };
  } finally {
    watched.dispose();
  }
}

export const shapes: Lab<typeof options> = {
  name: "shapes",
  title: "The shapes of recurrent networks",
  about: "one to one, one to many, many to one, many to many, deep, bidirectional: the smallest task for each",
  code: { text: program, files: [] },
  options,
  dial,
  start(settings, context = {}) {
    checkStart(options, settings, context);
    return run(settings, context);
  },
};
