// The comparison in numbers.
import type { LabResult } from "../lab/lab.ts";
import { type LabScore, measureError, scoreModel, scoreNaive } from "../lab/scores.ts";
import type { CompareData } from "./data.ts";
import type { CompareFound } from "./found.ts";

/** The first and last day of a part, and how many there are. */
export function describeDays({ series, rows }: CompareData, part: "training" | "validation" | "test") {
  const [from, to] = {
    training: [rows.training, rows.validation],
    validation: [rows.validation, rows.test],
    test: [rows.test, rows.end],
  }[part];
  return { from: series.times.label(from), to: series.times.label(to - 1), days: to - from };
}

export function describeResults({ settings, data, contenders }: CompareFound): LabResult["results"] {
  const { prices, series, rows, actual } = data;
  return {
    column: prices.columns[0],
    rows: prices.rows,
    missingCells: data.missing,
    missingRows: prices.missing,
    duplicateRows: prices.duplicates,
    training: describeDays(data, "training"),
    validation: describeDays(data, "validation"),
    test: describeDays(data, "test"),
    persistence: { rmse: contenders[0].score.persistence },
    networks: Object.fromEntries(
      contenders.map(({ name, parameters, training, score, predicted }) => [
        name,
        {
          rmse: score.rmse,
          p: score.p,
          outcome: score.outcome,
          changeCorrelations: score.correlations,
          daysLate: score.late,
          parameters,
          epochs: training.epochs,
          bestEpoch: training.bestEpoch,
          trainLoss: training.history.map(({ trainLoss }) => trainLoss),
          validationLoss: training.history.map(({ validationLoss }) => validationLoss ?? null),
          predictions: Array.from(predicted),
        },
      ]),
    ),
    days: Array.from({ length: rows.end - rows.test }, (_, i) => series.times.label(rows.test + i)),
    actual: Array.from(actual.slice(rows.test, rows.end)),
    settings,
  };
}

export function listScores({ data, contenders }: CompareFound): readonly LabScore[] {
  const { from, to, days } = describeDays(data, "test");
  return [
    {
      task: "one day ahead",
      over: `test days ${from} to ${to}`,
      samples: days,
      main: true,
      measures: [measureError("RMSE", "price")],
      methods: [
        ...contenders.map(({ name, score }) => scoreModel(name, score.rmse)),
        scoreNaive("yesterday's price", contenders[0].score.persistence),
      ],
    },
  ];
}
