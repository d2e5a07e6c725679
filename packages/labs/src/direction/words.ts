// The direction lab's findings in words.
import type { DocumentVerdict } from "@recurra/report";
import { counted, percent, whole } from "../numbers.ts";
import { probability } from "../price-words.ts";
import { classes } from "./data.ts";
import type { Tried } from "./direction.ts";
import type { Directed } from "./report.ts";
import type { Baselines } from "./score.ts";

/** "45.4% to 57.7%". */
export function range({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${percent(low)} to ${percent(high)}`;
}

/** "0.44 to 0.58". */
export function areaRange({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${low.toFixed(3)} to ${high.toFixed(3)}`;
}

/** 'always "up"'. */
export function always(label: number): string {
  return `always "${classes[label]}"`;
}

/** What the verdict is about. */
type Judged = Pick<Directed, "tried" | "naive" | "actual"> & { readonly data: { readonly outside: number } };

/** "3", "3 and 4", "3, 4 and 5". */
export function listed(items: readonly (string | number)[]): string {
  const last = items[items.length - 1];
  return items.length < 2 ? `${last}` : `${items.slice(0, -1).join(", ")} and ${last}`;
}

/** "1 day", "3 and 4 days". */
export function listedDays(lengths: readonly number[]): string {
  return `${listed(lengths)} ${lengths.every((length) => length === 1) ? "day" : "days"}`;
}

/** What all networks together come to. */
export function outcomeOf(tried: readonly Tried[]): Tried["verdict"] {
  if (tried.some(({ verdict }) => verdict === "better")) return "better";
  return tried.some(({ verdict }) => verdict === "worse") ? "worse" : "chance";
}

export function verdictOf({ tried, naive, actual, data }: Judged): DocumentVerdict {
  const outcome = outcomeOf(tried);
  const rival = always(naive.base.label);
  const outcomes = {
    better: { tone: "good", outcome: `Better than ${rival}` },
    chance: { tone: "even", outcome: `Chance: no better than ${rival}` },
    worse: { tone: "bad", outcome: `Worse than ${rival}` },
  } as const;
  const details = (tried.length <= 3 ? tried : [mostAccurate(tried)]).map(
    (network) => `${accuracySentence(network, naive)} ${areaSentence(network)}`,
  );
  if (tried.length > 3)
    details.push(`That is the most accurate of ${tried.length}: the best of many is flattered by luck.`);
  const outside = data.outside > 0.5 ? [outsideSentence(data.outside)] : [];
  return { ...outcomes[outcome], sentences: [summary(tried, naive, actual.length), ...details, ...outside] };
}

function mostAccurate(tried: readonly Tried[]): Tried {
  return tried.reduce((best, next) => (next.right.share > best.right.share ? next : best));
}

/** All networks in one sentence. */
function summary(tried: readonly Tried[], { base }: Baselines, days: number): string {
  const outcome = outcomeOf(tried);
  const rate = `saying "${classes[base.label]}" every day, which is right on ${percent(base.share)} of ${counted(days, "test day")}: the base rate`;
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

function outsideSentence(outside: number): string {
  const most = outside === 1 ? "every test day" : `${percent(outside, 0)} of the test days`;
  return (
    `Before ${most} a column lay outside the range that it had on the training days: ` +
    "the network called days unlike any that it had learnt from."
  );
}

function accuracySentence({ name, right, confusion, againstBase, verdict }: Tried, { base }: Baselines): string {
  const found = `${name}: right on ${percent(right.share)} of the days`;
  const said = [0, 1].find((label) => confusion.every((row) => row[1 - label] === 0));
  if (said === base.label) return `${found}. It said "${classes[said]}" every day: it is the base rate itself.`;
  const constant = said === undefined ? "" : ` It said "${classes[said]}" every day.`;
  const holds = right.low <= base.share && base.share <= right.high;
  const interval = `its 95% interval, ${range(right)}, ${holds ? "holds" : "does not hold"} the base rate`;
  const { firstOnly, secondOnly, p } = againstBase;
  const differ =
    `On the ${counted(firstOnly + secondOnly, "day")} on which it differs from "${classes[base.label]}" it was right ` +
    `${firstOnly === 1 ? "once" : `${whole(firstOnly)} times`} (${probability(p)}): ${verdict === "chance" ? "that is chance" : verdict}`;
  return `${found}; ${interval}.${constant} ${differ}.`;
}

function areaSentence({ auc, area }: Tried): string {
  const found = `The area under its ROC curve is ${auc.toFixed(3)}`;
  if (area === null) return `${found}; there is no interval to it.`;
  const interval = `${found} (95% interval ${areaRange(area)})`;
  if (area.low > 0.5)
    return `${interval}, above a coin's 0.5, as luck makes one in forty: how it ranks the days may carry something.`;
  if (area.high < 0.5)
    return `${interval}, below a coin's 0.5, as luck makes one in forty: it ranks the days the wrong way round.`;
  return `${interval}, which holds a coin's 0.5.`;
}
