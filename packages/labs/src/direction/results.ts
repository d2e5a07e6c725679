// The direction lab in numbers.

import { counted } from "recurra/words";
import type { LabResult } from "../lab/lab.ts";
import { accuracyMeasure, type LabScore, measureError, scoreModel, scoreNaive } from "../lab/scores.ts";
import { classes, type DaySplit } from "./data.ts";
import type { DirectionFound } from "./found.ts";
import type { Called } from "./score.ts";
import { findOutcome } from "./verdict.ts";
import { always } from "./words.ts";

function describeCalls({ right, confusion }: Called) {
  return { accuracy: right.share, accuracyLow: right.low, accuracyHigh: right.high, confusion };
}

export function describeResults({ settings, data, naive, tried }: DirectionFound): LabResult["results"] {
  const part = ({ from, to, up, unchanged }: DaySplit) => {
    const { times } = data.prices.series;
    return { days: to - from, from: times.label(from), to: times.label(to - 1), up, unchanged };
  };
  return {
    outcome: findOutcome(tried),
    baseRate: naive.base.share,
    baseClass: classes[naive.base.label],
    windows: tried.map((network) => ({
      length: network.length,
      ...describeCalls(network),
      p: network.againstBase.p,
      rightWhereBaseIsWrong: network.againstBase.firstOnly,
      wrongWhereBaseIsRight: network.againstBase.secondOnly,
      auc: network.auc,
      aucLow: network.area?.low ?? null,
      aucHigh: network.area?.high ?? null,
      logLoss: network.logLoss,
      outcome: network.verdict,
      parameters: network.parameters,
      epochs: network.trainLosses.length,
      bestEpoch: network.bestEpoch,
      trainLoss: network.trainLosses,
      validationLoss: network.validationLosses,
    })),
    naive: {
      trainingClass: { class: classes[naive.training.label], ...describeCalls(naive.training) },
      dayBefore: describeCalls(naive.dayBefore),
      trainingShare: { logLoss: naive.logLoss },
    },
    outsideTrainingRange: data.outside,
    parts: {
      training: part(data.parts.training),
      validation: part(data.parts.validation),
      test: part(data.parts.test),
    },
    settings,
  };
}

export function listScores({ data, naive, tried, actual }: DirectionFound): readonly LabScore[] {
  const score = { over: `test days ${data.parts.test.span}`, samples: actual.length };
  const nameOf = ({ length }: { readonly length: number }) => counted(length, "day");
  return [
    {
      ...score,
      task: "up or not up, one day ahead",
      main: true,
      measures: [accuracyMeasure],
      methods: [
        ...tried.map((network) => scoreModel(nameOf(network), network.right.share)),
        scoreNaive(always(naive.base.label), naive.base.share),
      ],
    },
    {
      ...score,
      task: 'probability of "up", one day ahead',
      main: false,
      measures: [{ name: "ROC area", unit: null, better: "more" }, measureError("log loss")],
      methods: [
        ...tried.map((network) => scoreModel(nameOf(network), network.auc, network.logLoss)),
        scoreNaive('always the training share of "up"', 0.5, naive.logLoss),
      ],
    },
  ];
}
