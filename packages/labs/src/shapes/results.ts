// The lab of shapes in numbers.
import type { LabResult } from "../lab/lab.ts";
import { accuracyMeasure, type LabScore, measureError, scoreModel, scoreNaive } from "../lab/scores.ts";
import type { ShapesFound } from "./lesson.ts";
import { hasLearned, type Rated } from "./score.ts";

/** Without what is tested on. */
function toPlain({ errors: _, ...told }: Rated) {
  return told;
}

export function describeResults({ settings, lessons }: ShapesFound): LabResult["results"] {
  const told = Object.entries(lessons).map(([name, { shape, task, stages, score, more = {} }]) => [
    name,
    {
      shape,
      task,
      stages: stages.map((stage) => ({ ...stage })),
      kind: score.kind,
      measure: score.measure,
      score: score.network.value,
      others: score.others.map(toPlain),
      naive: score.naive.map(toPlain),
      samples: score.samples,
      learned: hasLearned(score),
      ...more,
    },
  ]);
  return { ...Object.fromEntries(told), settings };
}

/** One for each shape. None of them sums up the run. */
export function listScores({ lessons }: ShapesFound): readonly LabScore[] {
  return Object.values(lessons).map(({ shape, task, score }) => ({
    task: `${shape}: ${task}`,
    over: score.measure,
    samples: score.samples,
    main: false,
    measures: [score.kind === "error" ? measureError("RMSE") : accuracyMeasure],
    methods: [
      ...[score.network, ...score.others].map(({ name, value }) => scoreModel(name, value)),
      ...score.naive.map(({ name, value }) => scoreNaive(name, value)),
    ],
  }));
}
