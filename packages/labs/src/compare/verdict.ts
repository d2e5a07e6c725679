// Whether a network is better than yesterday's price, in sentences.
import type { DocumentVerdict } from "@recurra/report";
import type { Phrase } from "recurra/core";
import type { AgainstPersistence } from "../prices/against-persistence.ts";
import { describeBeyond, findBeyondTraining, meanBias, remedyBeyond } from "../prices/beyond-training.ts";
import { price, tooHigh } from "../prices/price-words.ts";
import type { CompareFound, Contender } from "./found.ts";

function nameContenders(contenders: readonly Contender[]): string {
  return contenders.map(({ title, score }) => `${title} (${price(score.rmse)})`).join(", ");
}

function describeLate(contenders: readonly Contender[]): string[] {
  const late = contenders.filter(({ score }) => score.late > 0);
  if (late.length === 0) return [];
  const days = late.every(({ score }) => score.late === 1) ? "one day" : "one day or more";
  const names = late.map(({ title }) => title).join(", ");
  const who = contenders.length === 1 ? "Its" : late.length === contenders.length ? "All" : `${names}: the`;
  return [`${who} predictions move as the price did ${days} before, not as it does on the day itself: they are late.`];
}

/** How far the networks are off on test days outside the prices that they learnt from; empty where there are none. */
function describeBeyondTraining({ data, contenders }: CompareFound): string[] {
  const { actual, rows } = data;
  const test = actual.slice(rows.test, rows.end);
  const beyond = findBeyondTraining(actual.slice(rows.training, rows.validation), test);
  const { days } = beyond;
  if (days.length === 0) return [];
  const biases = contenders.map(({ predicted }) => meanBias(days, test, predicted));
  const [low, high] = [Math.min(...biases), Math.max(...biases)];
  const off = low === high ? tooHigh(low) : `between ${tooHigh(low)} and ${tooHigh(high)}, depending on the network`;
  return [
    `${describeBeyond(beyond, test.length)} every price of the training days. On them the predictions are, in the mean, ${off}.`,
  ];
}

/** What may help where test days lie outside the prices that were learnt from. */
export function findRemedies({ data, settings }: CompareFound): readonly Phrase[] {
  const { actual, rows } = data;
  const { days } = findBeyondTraining(actual.slice(rows.training, rows.validation), actual.slice(rows.test, rows.end));
  return days.length === 0 || settings.relative ? [] : [remedyBeyond];
}

export function judge(found: CompareFound): DocumentVerdict {
  const { contenders, data } = found;
  const { persistence } = contenders[0].score;
  const of = (outcome: AgainstPersistence["outcome"]) => contenders.filter(({ score }) => score.outcome === outcome);
  const [better, even, worse] = [of("better"), of("even"), of("worse")];
  const column = data.prices.columns[0];
  const base = `Repeating yesterday's ${column} has an RMSE of ${price(persistence)} on the test days.`;
  const parts = [
    ...(better.length > 0 ? [`Better: ${nameContenders(better)}.`] : []),
    ...(even.length > 0 ? [`Within chance of it: ${nameContenders(even)}.`] : []),
    ...(worse.length > 0 ? [`Worse: ${nameContenders(worse)}.`] : []),
  ];
  const sentences = [base, ...parts, ...describeLate(contenders), ...describeBeyondTraining(found)];
  const one = contenders.length === 1;
  if (better.length > 0) {
    const who = one ? "Better" : `${better.length} of ${contenders.length} networks better`;
    return { tone: "good", outcome: `${who} than yesterday's price`, sentences };
  }
  const none = one ? (even.length > 0 ? "No better than" : "Worse than") : "No network is better than";
  return { tone: even.length > 0 ? "even" : "bad", outcome: `${none} yesterday's price`, sentences };
}

/** How the verdict is reached. */
export function describeMethod({ contenders }: CompareFound): string {
  const trials =
    contenders.length === 1
      ? "below 0.05"
      : `below 0.05 / ${contenders.length}, since one of ${contenders.length} networks is lucky more easily than one`;
  return (
    "p is the probability of a difference in squared errors as large as this one if the network and yesterday's price were equally " +
    `good (Diebold-Mariano); "better" and "worse" are said ${trials}. Each network is trained once: with another seed it ends ` +
    "elsewhere, so small differences between networks are no finding."
  );
}
