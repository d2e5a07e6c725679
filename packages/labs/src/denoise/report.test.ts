import { expect, test } from "vitest";
import { settingsOf } from "../lab/options.ts";
import { makeSinusoids } from "./data.ts";
import { denoise } from "./denoise.ts";
import { applyFilter, chooseFilters } from "./filters.ts";
import type { DenoiseFound } from "./found.ts";
import { writeReport } from "./report.ts";
import { scoreCleaning } from "./score.ts";

/** A run whose network is off by `error` everywhere. */
function found(error: number, given: { bidirectional?: boolean } = {}): DenoiseFound {
  const testing = makeSinusoids(40, 0.35, 0);
  const filters = Object.entries(chooseFilters(testing)).map(
    ([id, filter]) => [id, filter, applyFilter(testing, filter)] as const,
  );
  const estimate = testing.clean.map((value) => value + error);
  return {
    settings: settingsOf(denoise.options, given),
    parameters: 3001,
    printed: { kind: "code", text: "" },
    testing,
    stepLosses: [0.5, 0.4, 0.3, 0.2],
    trainLosses: [0.45, 0.25],
    ...scoreCleaning("GRU of 30 units", testing, estimate, filters),
  };
}

test("a network that comes closer than all filters is said to, with each filter's error", () => {
  const { verdict } = writeReport(found(0.01));
  expect(verdict).toMatchObject({ tone: "good", outcome: "Closer than every simple filter" });
  expect(verdict!.sentences[1]).toMatch(
    /^Every simple filter is further off: moving average of the last 3 \(0\.1\d+\), centred moving average of \d+ \(0\.06\d+\), fitted sine of the known period \(0\.04\d+\)\.$/,
  );
  expect(verdict!.sentences[2]).toBe("It reads no step ahead.");
});

test("a network between the filters is said to be no closer than the better ones", () => {
  const { verdict } = writeReport(found(0.09));
  expect(verdict!.tone).toBe("even");
  expect(verdict!.sentences[1]).toMatch(
    /^It is closer than: the noisy input itself \([^)]*\), moving average [^,]*\.$/,
  );
  expect(verdict!.sentences[2]).toMatch(/^It is no closer than: centred moving average [^,]*, fitted sine /);
});

test("a network that leaves more than the noise gets no praise", () => {
  expect(writeReport(found(0.2)).verdict).toMatchObject({ tone: "bad", outcome: "No better than doing nothing" });
});

test("a network that reads backwards too is said to see what comes", () => {
  const sentences = writeReport(found(0.01, { bidirectional: true })).verdict!.sentences;
  expect(sentences.at(-1)).toBe("It reads the whole sequence, forwards and backwards.");
});
