// Whether the network is better than yesterday's price, in sentences.
import type { DocumentVerdict } from "@recurra/report";
import { lateSentence } from "../against-persistence.ts";
import { beyondTraining, bias, daysBeyond } from "../beyond-training.ts";
import { counted } from "../numbers.ts";
import { price, probability, tooHigh } from "../price-words.ts";
import { errorsOf, type StockFound } from "./found.ts";

/** How far the network is off on test days outside the prices that it learnt from; empty where there are none. */
function beyondSentences({ data, settings, paths }: StockFound): string[] {
  const { actual, testRow } = data;
  const test = actual.slice(testRow);
  const beyond = beyondTraining(actual.slice(0, testRow), test);
  const { days } = beyond;
  if (days.length === 0) return [];
  const { network, held } = paths.teacherForced;
  const off = `On them its predictions are ${tooHigh(bias(days, test, network))} in the mean; yesterday's price is ${tooHigh(bias(days, test, held))}.`;
  const remedy = settings.relative
    ? ""
    : " A remedy to try: measure each window from its last price (the option relative).";
  return [`${daysBeyond(beyond, test.length)} every price that it has learnt from. ${off}${remedy}`];
}

export function verdict(found: StockFound): DocumentVerdict {
  const { oneDay, name, settings } = found;
  const free = errorsOf(found, "freeRunning");
  const scores =
    `One day ahead, teacher-forced, the RMSE of the ${name} is ${price(oneDay.rmse)}; that of repeating yesterday's price is ` +
    `${price(oneDay.persistence)} (Diebold-Mariano on squared errors over ${counted(settings.testDays, "day")}: ${probability(oneDay.p)}).`;
  const freely =
    `Free-running over ${counted(settings.testDays, "day")} its RMSE is ${price(free.network.rmse)}; holding the last known price ` +
    `gives ${price(free.held.rmse)}, drift ${price(free.drift.rmse)}. That is one path, which proves nothing either way.`;
  const late = lateSentence(oneDay);
  const sentences = [scores, ...(late === undefined ? [] : [late]), ...beyondSentences(found), freely];
  if (oneDay.outcome === "better") return { tone: "good", outcome: "Better than yesterday's price", sentences };
  if (oneDay.outcome === "even") return { tone: "even", outcome: "No better than yesterday's price", sentences };
  return { tone: "bad", outcome: "Worse than yesterday's price", sentences };
}
