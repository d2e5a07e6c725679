// The lab of cells in numbers.

import { counted } from "recurra/words";
import type { LabResult } from "../lab/lab.ts";
import { type LabScore, measureError, scoreModel, scoreNaive } from "../lab/scores.ts";
import type { CellsFound } from "./found.ts";
import type { Quantity } from "./inside.ts";

export function describeResults({ settings, naive, opened, compared }: CellsFound): LabResult["results"] {
  const quantities = (list: readonly Quantity[]) =>
    Object.fromEntries(list.map(({ name, atMarks, elsewhere }) => [name, { atMarks, elsewhere }]));
  return {
    cells: Object.fromEntries(
      opened.map(({ cell, parameters, trainLosses, inside }) => [
        cell,
        {
          testLoss: inside.loss,
          parameters,
          trainLoss: trainLosses,
          unitOrder: inside.order,
          correlations: inside.correlations,
          gates: quantities(inside.gates),
        },
      ]),
    ),
    naive: Object.fromEntries(naive.map(({ id, name, loss }) => [id, { name, loss }])),
    notations: compared.map(({ cell, id, one, other, difference, same }) => ({
      cell,
      id,
      one,
      other,
      difference,
      same,
    })),
    settings,
  };
}

export function listScores({ opened, naive, test }: CellsFound): readonly LabScore[] {
  return [
    {
      task: "the value marked last, at each step",
      over: `${counted(test.count, "test sequence")} of ${counted(test.length, "step")}`,
      samples: test.count * test.length,
      main: true,
      measures: [measureError("MSE")],
      methods: [
        ...opened.map(({ cell, inside }) => scoreModel(cell, inside.loss)),
        ...naive.map(({ name, loss }) => scoreNaive(name, loss)),
      ],
    },
  ];
}
