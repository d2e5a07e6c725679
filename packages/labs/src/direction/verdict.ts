// Whether the direction lab's networks call the days better than the base rate, in sentences.
import type { DocumentVerdict } from "@recurra/report";
import { counted, grouped, listed, percent } from "recurra/words";
import { probability } from "../lab/probability.ts";
import { classes } from "./data.ts";
import type { DirectionFound, Tried } from "./found.ts";
import type { Baselines } from "./score.ts";
import { always, areaRange, range } from "./words.ts";

/** What the verdict is about. */
type Judged = Pick<DirectionFound, "tried" | "naive" | "actual"> & { readonly data: { readonly outside: number } };

/** What all networks together come to. */
export function findOutcome(tried: readonly Tried[]): Tried["verdict"] {
  if (tried.some(({ verdict }) => verdict === "better")) return "better";
  return tried.some(({ verdict }) => verdict === "worse") ? "worse" : "chance";
}

export function judge({ tried, naive, actual, data }: Judged): DocumentVerdict {
  const outcome = findOutcome(tried);
  const rival = always(naive.base.label);
  const outcomes = {
    better: { tone: "good", outcome: `Better than ${rival}` },
    chance: { tone: "even", outcome: `Chance: no better than ${rival}` },
    worse: { tone: "bad", outcome: `Worse than ${rival}` },
  } as const;
  const details = (tried.length <= 3 ? tried : [findMostAccurate(tried)]).map(
    (network) => `${describeAccuracy(network, naive)} ${describeArea(network)}`,
  );
  if (tried.length > 3)
    details.push(`That is the most accurate of ${tried.length}: the best of many is flattered by luck.`);
  const outside = data.outside > 0.5 ? [describeOutside(data.outside)] : [];
  return { ...outcomes[outcome], sentences: [summarizeCalls(tried, naive, actual.length), ...details, ...outside] };
}

function findMostAccurate(tried: readonly Tried[]): Tried {
  return tried.reduce((best, next) => (next.right.share > best.right.share ? next : best));
}

/** All networks in one sentence. */
function summarizeCalls(tried: readonly Tried[], { base }: Baselines, days: number): string {
  const outcome = findOutcome(tried);
  const rate = `saying "${classes[base.label]}" every day, which is right on ${percent(base.share, 1)} of ${counted(days, "test day")}: the base rate`;
  const threshold = `p below ${Number((0.05 / tried.length).toPrecision(2))}`;
  const told = tried.length === 1 ? threshold : `${threshold}, 0.05 shared among ${tried.length} networks`;
  if (outcome === "chance") {
    const none = tried.length === 2 ? "Neither network is" : `None of the ${tried.length} networks is`;
    const all = tried.length === 1 ? "The network is not" : none;
    return `${all} shown to differ from ${rate}.`;
  }
  const names = tried.filter(({ verdict }) => verdict === outcome).map(({ name }) => name);
  return `${listed(names)}: ${outcome} than ${rate} (${told}).`;
}

function describeOutside(outside: number): string {
  const most = outside === 1 ? "every test day" : `${percent(outside)} of the test days`;
  return (
    `Before ${most} a column lay outside the range that it had on the training days: ` +
    "the network called days unlike any that it had learnt from."
  );
}

function describeAccuracy({ name, right, confusion, againstBase, verdict }: Tried, { base }: Baselines): string {
  const found = `${name}: right on ${percent(right.share, 1)} of the days`;
  const said = [0, 1].find((label) => confusion.every((row) => row[1 - label] === 0));
  if (said === base.label) return `${found}. It said "${classes[said]}" every day: it is the base rate itself.`;
  const constant = said === undefined ? "" : ` It said "${classes[said]}" every day.`;
  const holds = right.low <= base.share && base.share <= right.high;
  const interval = `its 95% interval, ${range(right)}, ${holds ? "holds" : "does not hold"} the base rate`;
  const { firstOnly, secondOnly, p } = againstBase;
  const differ =
    `On the ${counted(firstOnly + secondOnly, "day")} on which it differs from "${classes[base.label]}" it was right ` +
    `${firstOnly === 1 ? "once" : `${grouped(firstOnly)} times`} (${probability(p)}): ${verdict === "chance" ? "that is chance" : verdict}`;
  return `${found}; ${interval}.${constant} ${differ}.`;
}

function describeArea({ auc, area }: Tried): string {
  const found = `The area under its ROC curve is ${auc.toFixed(3)}`;
  if (area === null) return `${found}; there is no interval to it.`;
  const interval = `${found} (95% interval ${areaRange(area)})`;
  if (area.low > 0.5)
    return `${interval}, above a coin's 0.5, as luck makes one in forty: how it ranks the days may carry something.`;
  if (area.high < 0.5)
    return `${interval}, below a coin's 0.5, as luck makes one in forty: it ranks the days the wrong way round.`;
  return `${interval}, which holds a coin's 0.5.`;
}
