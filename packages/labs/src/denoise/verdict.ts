// Whether the network comes closer to the clean waves than simple filters, in sentences.
import type { DocumentVerdict } from "@recurra/report";
import { counted } from "recurra/words";
import type { DenoiseFound } from "./found.ts";
import type { CleanedByFilter } from "./score.ts";

function nameFilters(filters: readonly CleanedByFilter[]): string {
  return filters.map(({ name, loss }) => `${name} (${loss.toFixed(4)})`).join(", ");
}

export function judge({ network, filters, settings, testing }: DenoiseFound): DocumentVerdict {
  const found =
    `The ${network.name} is off by ${network.loss.toFixed(4)} on average over ${counted(testing.count, "sequence")} that ` +
    `it has not seen; the noisy input is off by ${filters[0].loss.toFixed(4)}.`;
  const isCloser = ({ outcome }: CleanedByFilter) => outcome === "better";
  const notBeaten = filters.filter((filter) => !isCloser(filter));
  const sight = settings.bidirectional
    ? "It reads the whole sequence, forwards and backwards."
    : "It reads no step ahead.";
  if (notBeaten.length === 0) {
    return {
      tone: "good",
      outcome: "Closer than every simple filter",
      sentences: [found, `Every simple filter is further off: ${nameFilters(filters.slice(1))}.`, sight],
    };
  }
  if (!isCloser(filters[0])) {
    return { tone: "bad", outcome: "No better than doing nothing", sentences: [found, "Train it for longer."] };
  }
  const beaten = filters.filter(isCloser);
  const sentences = [
    found,
    `It is closer than: ${nameFilters(beaten)}.`,
    `It is no closer than: ${nameFilters(notBeaten)}.`,
    sight,
  ];
  return { tone: "even", outcome: "Takes noise off, but not better than every simple filter", sentences };
}
