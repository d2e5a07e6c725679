// The signal lab in numbers.
import type { LabResult } from "../lab/lab.ts";
import { type LabScore, measureError, scoreModel, scoreNaive } from "../lab/scores.ts";
import { FURTHER, HELD_OUT } from "./data.ts";
import type { Protocol } from "./forecast.ts";
import type { SignalFound } from "./found.ts";
import type { Errors, Tested } from "./score.ts";

export function findTrainingMse({ trainLosses }: SignalFound): number {
  return trainLosses[trainLosses.length - 1];
}

export function describeResults(found: SignalFound): LabResult["results"] {
  const { heldOut, further, settings, trainLosses, samples, parameters } = found;
  const tested = ({ advantage, ...errors }: Tested) => ({ ...scores(errors), ...advantage });
  const scores = ({ network, lastValue, seasonal }: Errors) => ({ mse: network, naive: { lastValue, seasonal } });
  return {
    trainingMse: findTrainingMse(found),
    heldOut: {
      points: HELD_OUT,
      teacherForced: tested(heldOut.teacherForced),
      windowed: tested(heldOut.windowed),
      freeRunning: scores(heldOut.freeRunning),
      noise: heldOut.noise,
    },
    further: {
      points: FURTHER,
      teacherForced: tested(further.teacherForced),
      windowed: tested(further.windowed),
      noise: further.noise,
    },
    trainLoss: trainLosses,
    samples,
    parameters,
    settings,
  };
}

const mse = measureError("MSE");

/** The one of many points comes first: of fifty points the noise alone decides. */
export function listScores({ heldOut, further, settings }: SignalFound): readonly LabScore[] {
  const tasks: Readonly<Record<Protocol, string>> = {
    teacherForced: "one point ahead",
    windowed: `window by window, ${settings.outputSteps} ahead`,
    freeRunning: "free-running",
  };
  const score = (protocol: Protocol, errors: Errors, samples: number, over: string, main = false): LabScore => ({
    task: tasks[protocol],
    over,
    samples,
    main,
    measures: [mse],
    methods: [
      scoreModel("network", errors.network),
      scoreNaive("last value", errors.lastValue),
      scoreNaive("seasonal", errors.seasonal),
    ],
  });
  const later = "on the points after the held-out ones";
  return [
    score("teacherForced", further.teacherForced, FURTHER, later, true),
    score("windowed", further.windowed, FURTHER, later),
    ...(["teacherForced", "windowed", "freeRunning"] as const).map((protocol) =>
      score(protocol, heldOut[protocol], HELD_OUT, "on the held-out points"),
    ),
  ];
}
