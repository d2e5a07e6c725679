// Whether the network is better than naive forecasts of the signal, in sentences.
import type { DocumentVerdict } from "@recurra/report";
import { counted, grouped } from "recurra/words";
import { FURTHER, HELD_OUT, PERIOD } from "./data.ts";
import type { SignalFound } from "./found.ts";
import type { Errors } from "./score.ts";
import type { SignalSettings } from "./settings.ts";

function describeErrors({ network, lastValue, seasonal }: Errors): string {
  return (
    `${network.toFixed(4)}, that of the last value ${lastValue.toFixed(4)}, that of the value ${PERIOD} points before ` +
    seasonal.toFixed(4)
  );
}

function findBetterNaive({ lastValue, seasonal }: Errors): number {
  return Math.min(lastValue, seasonal);
}

function describeOwnOutputs({ outputSteps }: SignalSettings, windowed: Errors): string {
  return (
    `Where it writes the ${counted(outputSteps, "point")} of a window from its own outputs, the error there is ` +
    `${windowed.network.toFixed(4)} against ${findBetterNaive(windowed).toFixed(4)} of the better naive forecast.`
  );
}

export function judge({ settings, heldOut, further }: SignalFound): DocumentVerdict {
  const forced = further.teacherForced;
  const lower = forced.network < findBetterNaive(forced);
  const clear = lower && further.chance < 0.05;
  const worse = !lower && further.chance < 0.05;
  const sentences = [
    `With teacher forcing, which is one point ahead, the mean squared error on the ${HELD_OUT} held-out points is ` +
      `${describeErrors(heldOut.teacherForced)}.`,
    `${HELD_OUT} points are few: on the ${grouped(FURTHER)} after them it is ${describeErrors(forced)}` +
      `${clear ? "" : worse ? "; that is worse than the better of the two" : "; that is no clear advantage"}.`,
    ...(settings.outputSteps === 1 ? [] : [describeOwnOutputs(settings, further.windowed)]),
    `Free-running over the ${HELD_OUT} held-out points it is ${heldOut.freeRunning.network.toFixed(4)} against ` +
      `${findBetterNaive(heldOut.freeRunning).toFixed(4)}.`,
    `The noise has a variance of ${(settings.noise * settings.noise).toFixed(4)}: in the long run no forecast is below it.`,
  ];
  return clear
    ? { tone: "good", outcome: "Better than naive, one point ahead", sentences }
    : { tone: worse ? "bad" : "even", outcome: `${worse ? "Worse" : "No better"} than a naive forecast`, sentences };
}
