// The denoising lab in numbers.

import { counted } from "recurra/words";
import type { LabResult } from "../lab/lab.ts";
import { type LabScore, measureError, scoreModel, scoreNaive } from "../lab/scores.ts";
import { LENGTH } from "./data.ts";
import type { DenoiseFound } from "./found.ts";

export function describeResults({ network, filters, settings, ...found }: DenoiseFound): LabResult["results"] {
  return {
    testLoss: network.loss,
    naive: Object.fromEntries(
      filters.map(({ id, name, loss, ahead, closer }) => [
        id,
        { name, loss, stepsAhead: ahead, networkCloser: closer },
      ]),
    ),
    trainLoss: found.trainLosses,
    testLossByStep: Array.from(network.stepErrors),
    parameters: found.parameters,
    settings,
  };
}

export function listScores({ network, filters, testing }: DenoiseFound): readonly LabScore[] {
  return [
    {
      task: "the clean wave at each step",
      over: counted(testing.count, "test sequence"),
      samples: testing.count * LENGTH,
      main: true,
      measures: [measureError("MAE")],
      methods: [scoreModel("network", network.loss), ...filters.map(({ name, loss }) => scoreNaive(name, loss))],
    },
  ];
}
