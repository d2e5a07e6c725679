// Whether the network is better than yesterday's price, in sentences.
import type { DocumentVerdict } from "@recurra/report";
import type { Phrase } from "recurra/core";
import { counted } from "recurra/words";
import { probability } from "../lab/probability.ts";
import { describeLateness } from "../prices/against-persistence.ts";
import { describeBeyond, findBeyondTraining, meanBias, remedyBeyond } from "../prices/beyond-training.ts";
import { price, tooHigh } from "../prices/price-words.ts";
import { measureErrors, type StockFound } from "./found.ts";

/** How far the network is off on test days outside the prices that it learnt from; empty where there are none. */
function describeBeyondTraining({ data, paths }: StockFound): string[] {
  const { actual, testRow } = data;
  const test = actual.slice(testRow);
  const beyond = findBeyondTraining(actual.slice(0, testRow), test);
  const { days } = beyond;
  if (days.length === 0) return [];
  const { network, held } = paths.teacherForced;
  const off = `On them its predictions are ${tooHigh(meanBias(days, test, network))} in the mean; yesterday's price is ${tooHigh(meanBias(days, test, held))}.`;
  return [`${describeBeyond(beyond, test.length)} every price that it has learnt from. ${off}`];
}

/** What may help where test days lie outside the prices that were learnt from. */
export function findRemedies({ data, settings }: StockFound): readonly Phrase[] {
  const { actual, testRow } = data;
  const { days } = findBeyondTraining(actual.slice(0, testRow), actual.slice(testRow));
  return days.length === 0 || settings.relative ? [] : [remedyBeyond];
}

export function judge(found: StockFound): DocumentVerdict {
  const { oneDay, name, settings } = found;
  const free = measureErrors(found, "freeRunning");
  const scores =
    `One day ahead, teacher-forced, the RMSE of the ${name} is ${price(oneDay.rmse)}; that of repeating yesterday's price is ` +
    `${price(oneDay.persistence)} (Diebold-Mariano on squared errors over ${counted(settings.testDays, "day")}: ${probability(oneDay.p)}).`;
  const freely =
    `Free-running over ${counted(settings.testDays, "day")} its RMSE is ${price(free.network.rmse)}; holding the last known price ` +
    `gives ${price(free.held.rmse)}, drift ${price(free.drift.rmse)}. That is one path, which proves nothing either way.`;
  const late = describeLateness(oneDay);
  const sentences = [scores, ...(late === undefined ? [] : [late]), ...describeBeyondTraining(found), freely];
  if (oneDay.outcome === "better") return { tone: "good", outcome: "Better than yesterday's price", sentences };
  if (oneDay.outcome === "even") return { tone: "even", outcome: "No better than yesterday's price", sentences };
  return { tone: "bad", outcome: "Worse than yesterday's price", sentences };
}
