// The lab of made series in numbers.
import type { LabResult } from "../lab/lab.ts";
import { type LabScore, measureError, scoreModel, scoreNaive } from "../lab/scores.ts";
import type { MadeSeriesFound } from "./found.ts";
import { LEVELS } from "./inside.ts";
import { meanError } from "./unseen.ts";
import { advantages } from "./verdict.ts";

export function describeResults(found: MadeSeriesFound): LabResult["results"] {
  const { unseen, inside, settings, parameters, drawn, trainLosses } = found;
  const { againstLastSeason, againstRidge } = advantages(unseen);
  return {
    unseen: {
      series: unseen.made.length,
      error: meanError(unseen.network),
      lastSeason: { error: meanError(unseen.lastSeason), ...againstLastSeason },
      ridge: { error: meanError(unseen.ridge), ...againstRidge },
    },
    file:
      inside === undefined
        ? null
        : {
            column: inside.looked.column,
            season: inside.looked.season ?? null,
            forecast: [...inside.forecast],
            weights: inside.weights,
            gates: Object.fromEntries(LEVELS.map((level, i) => [level, inside.gates[i]])),
          },
    trainLoss: trainLosses,
    drawn,
    parameters,
    settings,
  };
}

export function listScores({ unseen }: MadeSeriesFound): readonly LabScore[] {
  const { network, lastSeason, ridge, made } = unseen;
  return [
    {
      task: "two seasons ahead",
      over: "on made series that it has not seen",
      samples: made.length,
      main: true,
      measures: [measureError("MASE")],
      methods: [
        scoreModel("network", meanError(network)),
        scoreNaive(lastSeason.name, meanError(lastSeason)),
        scoreNaive(ridge.name, meanError(ridge)),
      ],
    },
  ];
}
