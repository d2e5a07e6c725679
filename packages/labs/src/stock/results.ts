// The stock lab in numbers.

import { counted } from "recurra/words";
import type { LabResult } from "../lab/lab.ts";
import { type LabScore, measureError, scoreModel, scoreNaive } from "../lab/scores.ts";
import { labelTestDays, type StockData } from "./data.ts";
import type { Protocol } from "./forecast.ts";
import { measureErrors, type StockFound } from "./found.ts";

export const protocols = ["teacherForced", "windowed", "freeRunning"] as const;

export function describeDays({ series, testRow }: StockData, part: "training" | "test") {
  const [from, to] = part === "training" ? [0, testRow] : [testRow, series.length];
  return { from: series.times.label(from), to: series.times.label(to - 1), days: to - from };
}

export function describeResults(found: StockFound): LabResult["results"] {
  const { data, settings, paths, oneDay, trainLosses, parameters } = found;
  const scored = (protocol: Protocol, naive: string) => {
    const { network, held } = measureErrors(found, protocol);
    return { ...network, [naive]: held };
  };
  return {
    column: data.prices.columns[0],
    training: describeDays(data, "training"),
    test: describeDays(data, "test"),
    teacherForced: {
      ...scored("teacherForced", "persistence"),
      p: oneDay.p,
      outcome: oneDay.outcome,
      changeCorrelations: oneDay.correlations,
      daysLate: oneDay.late,
    },
    windowed: scored("windowed", "held"),
    freeRunning: { ...scored("freeRunning", "held"), drift: measureErrors(found, "freeRunning").drift },
    trainLoss: trainLosses,
    parameters,
    predictions: {
      day: labelTestDays(data),
      actual: Array.from(data.actual.slice(data.testRow)),
      ...Object.fromEntries(protocols.map((protocol) => [protocol, Array.from(paths[protocol].network)])),
    },
    settings,
  };
}

export function listScores(found: StockFound): readonly LabScore[] {
  const { settings, data } = found;
  const { from, to, days } = describeDays(data, "test");
  const tasks: Readonly<Record<Protocol, string>> = {
    teacherForced: "one day ahead",
    windowed: `window by window, ${counted(settings.horizon, "day")} ahead`,
    freeRunning: "free-running",
  };
  return protocols.map((protocol) => {
    const { network, held, drift } = measureErrors(found, protocol);
    const oneDay = protocol === "teacherForced";
    return {
      task: tasks[protocol],
      over: `test days ${from} to ${to}`,
      samples: days,
      main: oneDay,
      measures: [measureError("RMSE", "price")],
      methods: [
        scoreModel("network", network.rmse),
        scoreNaive(oneDay ? "yesterday's price" : "last price held", held.rmse),
        ...(oneDay ? [] : [scoreNaive("drift", drift.rmse)]),
      ],
    };
  });
}
