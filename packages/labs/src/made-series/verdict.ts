// Whether the network knows something of series that it has not seen, in sentences.
import type { DocumentVerdict } from "@recurra/report";
import { grouped } from "recurra/words";
import { type Advantage, compareErrors, judgeAll } from "../lab/advantage.ts";
import { probability } from "../lab/probability.ts";
import type { MadeSeriesFound } from "./found.ts";
import { meanError, type Unseen } from "./unseen.ts";

export function advantages({ network, lastSeason, ridge }: Unseen) {
  return {
    againstLastSeason: compareErrors(network.errors, lastSeason.errors),
    againstRidge: compareErrors(network.errors, ridge.errors),
  };
}

function told({ outcome, p }: Advantage): string {
  const words = { better: "better", even: "no clear difference", worse: "worse" }[outcome];
  return `${words}, ${probability(p)}`;
}

export function judge({ unseen, drawn }: MadeSeriesFound): DocumentVerdict {
  const { againstLastSeason, againstRidge } = advantages(unseen);
  const [own, last, ridge] = [unseen.network, unseen.lastSeason, unseen.ridge].map((one) => meanError(one).toFixed(3));
  const best = Number(ridge) < Number(last) ? againstRidge : againstLastSeason;
  const { outcome } = judgeAll([best, best === againstRidge ? againstLastSeason : againstRidge]);
  const verdicts = {
    better: { tone: "good", outcome: "It knows how series behave" },
    even: { tone: "even", outcome: "No better than what a series says itself" },
    worse: { tone: "bad", outcome: "Worse than what a series says itself" },
  } as const;
  return {
    ...verdicts[outcome],
    sentences: [
      `From ${grouped(drawn)} series that never existed the network learned to forecast ${grouped(unseen.made.length)} others with an error of ${own}, in units of what ` +
        `changes over a season: the last season repeated has ${last} (${told(againstLastSeason)}), a ridge regression on each series itself ${ridge} (${told(againstRidge)}).`,
      "It was not trained on any of those that it forecasts.",
    ],
  };
}
