import { programWording } from "recurra/core";
import { expect, test } from "vitest";
import type { LabResult } from "./lab.ts";
import { tellRemedies } from "./remedies.ts";

const result: LabResult = {
  results: {},
  scores: [],
  summary: [],
  report: {
    title: "Prices",
    lead: "",
    sections: [],
    verdict: { tone: "bad", outcome: "Worse", sentences: ["It is late."] },
  },
  remedies: [["measure each window from its last price with ", { option: "relative", value: true }]],
};

test("remedies end the verdict, each option in the words of the edge that shows them", () => {
  const flags = { ...programWording, option: (name: string) => `--${name}` };
  expect(tellRemedies(result, flags).report.verdict?.sentences).toEqual([
    "It is late.",
    "A remedy to try: measure each window from its last price with --relative.",
  ]);
  expect(tellRemedies(result, programWording).report.verdict?.sentences[1]).toContain("with relative: true.");
});

test("a remedy with an option that the edge lacks is not told", () => {
  expect(tellRemedies(result, { ...programWording, option: () => undefined })).toEqual(result);
});
