// Whether the network cleans better than the filters, in sentences that hold for whatever was found.
import type { DocumentVerdict } from "@recurra/report";
import { counted } from "recurra/words";
import { probability } from "../lab/probability.ts";
import { withArticle } from "../network/article.ts";
import type { SoundFound } from "./found.ts";
import { bestFilter, type Scored } from "./score.ts";

/** "9.1 dB". */
export function formatGain(gain: number): string {
  return `${gain.toFixed(1)} dB`;
}

/** What the best filter does on the same sounds, and whether the difference is more than chance. */
function beside(scored: Scored): string {
  const best = bestFilter(scored);
  const gain = `the best of the filters (${best.name}) takes ${formatGain(best.gain)}`;
  const chance = best.outcome === "even" ? "is within chance" : "is more than chance";
  return `${gain}. The difference ${chance} (${probability(best.p)}).`;
}

export function judge(found: SoundFound): DocumentVerdict {
  const { test, unseen, own, settings } = found;
  const best = bestFilter(test);
  const noisy = test.filters[0];
  const first =
    `On ${counted(test.sounds.length, "melody", "melodies")} that it has not heard, ${withArticle(test.network.name).replace(/^A/, "a")} takes ` +
    `${formatGain(test.network.gain)} off the error; ${beside(test)}`;
  const sentences = [
    first,
    `Of the sound of an instrument that it has not heard either it takes ${formatGain(unseen.network.gain)}; ${beside(unseen)}`,
    ...(own
      ? [
          `Of ${own.sound.name} it takes ${formatGain(own.network.gain)}, and the best of the filters (${bestFilter(own).name}) ${formatGain(bestFilter(own).gain)}. One sound is no test.`,
        ]
      : []),
    settings.bidirectional
      ? "It reads the whole sound, forwards and backwards."
      : `It reads ${((1000 * (2 * settings.hop - 1)) / 8000).toFixed(0)} ms ahead, the filter ${((1000 * best.ahead!) / 8000).toFixed(0)}.`,
  ];
  if (noisy.outcome !== "better") return { tone: "bad", outcome: "No cleaner than the noisy sound", sentences };
  if (test.filters.every(({ outcome }) => outcome === "better")) {
    const lost = bestFilter(unseen).outcome === "worse";
    return {
      tone: "good",
      outcome: lost ? "Cleaner than a Wiener filter, on the instruments that it knows" : "Cleaner than a Wiener filter",
      sentences,
    };
  }
  const even = test.filters.every(({ outcome }) => outcome !== "worse");
  return { tone: "even", outcome: even ? "As clean as a Wiener filter" : "The Wiener filter is cleaner", sentences };
}
