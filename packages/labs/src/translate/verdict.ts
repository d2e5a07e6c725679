// Whether a network reads dates better than rules, in sentences that hold for whatever was found.
import type { DocumentVerdict } from "@recurra/report";
import { grouped, percent } from "recurra/words";
import { probability } from "../lab/probability.ts";
import { withArticle } from "../network/article.ts";
import type { TranslateFound } from "./found.ts";
import { findBest, type ReadBeside, type Scored } from "./score.ts";

function relation({ outcome, p }: ReadBeside): string {
  return `The difference is ${outcome === "even" ? "within" : "more than"} chance (${probability(p)}).`;
}

/** "reads 99.8% right; rules ... 100.0%. The difference ...". */
function beside(scored: Scored): string {
  const best = findBest(scored);
  return `${percent(scored.network.right, 1)} right; ${best.name} read ${percent(best.right, 1)}. ${relation(best)}`;
}

export function judge({ known, unknown }: TranslateFound): DocumentVerdict {
  const { network, plain } = known;
  const sentences = [
    `${withArticle(network.name)}, reads ${grouped(known.texts.length)} dates that it has not seen ${beside(known)}`,
    `The same dates in formats that it has not seen it reads ${beside(unknown)}`,
    ...(plain && unknown.plain
      ? [
          `Without attention the network reads ${percent(plain.right, 1)} in the formats that it knows (${probability(plain.p)}) and ` +
            `${percent(unknown.plain.right, 1)} in the others (${probability(unknown.plain.p)}).`,
        ]
      : []),
  ];
  const [best, other] = [findBest(known), findBest(unknown)];
  const naive = known.others.find(({ id }) => id === "mostCommon")!;
  if (naive.outcome !== "better" || network.right < 0.5)
    return { tone: "bad", outcome: "Has not learned to read dates", sentences };
  if (best.outcome === "worse") return { tone: "even", outcome: "Reads most dates, but rules read more", sentences };
  const words = best.outcome === "better" ? "Reads more dates than rules" : "Reads as many dates as rules";
  if (other.outcome === "worse")
    return { tone: "even", outcome: `${words} in formats that it knows, and fewer in others`, sentences };
  return { tone: best.outcome === "better" ? "good" : "even", outcome: words, sentences };
}
