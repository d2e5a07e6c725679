// Whether the network is better than naive forecasts of the signal, in sentences.
import type { DocumentVerdict } from "@recurra/report";
import { counted, grouped } from "recurra/words";
import { probability } from "../lab/probability.ts";
import { FURTHER, HELD_OUT, PERIOD } from "./data.ts";
import type { SignalFound } from "./found.ts";
import type { Errors, Tested } from "./score.ts";
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

/** What the test says of the errors, behind them in a sentence. */
function describeAdvantage({ advantage: { outcome, p } }: Tested): string {
  const found = {
    better: "that is better than both",
    even: "that is no clear advantage",
    worse: "that is worse than the better of the two",
  }[outcome];
  return `${found} (${probability(p)})`;
}

function describeOwnOutputs({ outputSteps }: SignalSettings, windowed: Tested): string {
  return (
    `Where it writes the ${counted(outputSteps, "point")} of a window from its own outputs, the error there is ` +
    `${windowed.network.toFixed(4)} against ${findBetterNaive(windowed).toFixed(4)} of the better naive forecast: ${describeAdvantage(windowed)}.`
  );
}

export function judge({ settings, heldOut, further }: SignalFound): DocumentVerdict {
  const held = heldOut.teacherForced;
  const forced = further.teacherForced;
  const sentences = [
    `With teacher forcing, which is one point ahead, the mean squared error on the ${HELD_OUT} held-out points is ` +
      `${describeErrors(held)}: ${describeAdvantage(held)}.`,
    `${HELD_OUT} points are few: on the ${grouped(FURTHER)} after them it is ${describeErrors(forced)}: ${describeAdvantage(forced)}.`,
    ...(settings.outputSteps === 1 ? [] : [describeOwnOutputs(settings, further.windowed)]),
    `Free-running over the ${HELD_OUT} held-out points it is ${heldOut.freeRunning.network.toFixed(4)} against ` +
      `${findBetterNaive(heldOut.freeRunning).toFixed(4)}. That is one path, which proves nothing either way.`,
    `The noise has a variance of ${(settings.noise * settings.noise).toFixed(4)}: in the long run no forecast is below it.`,
  ];
  const verdicts = {
    better: { tone: "good", outcome: "Better than naive, one point ahead" },
    even: { tone: "even", outcome: "No better than a naive forecast" },
    worse: { tone: "bad", outcome: "Worse than a naive forecast" },
  } as const;
  return { ...verdicts[forced.advantage.outcome], sentences };
}
