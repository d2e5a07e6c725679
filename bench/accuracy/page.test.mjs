import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pageText } from "./page.mjs";
import { readResults } from "./results.mjs";

const m4 = {
  protocol: "m4",
  set: "m4-hourly",
  horizon: 48,
  season: [24],
  asked: 414,
  date: "2026-01-31",
  commit: "1a2b3c4",
  command: "m4 ...",
};

test("a table has the methods of one set and part, and published numbers stand beside test scores alone", () => {
  const scored = {
    ...m4,
    method: "Theta",
    series: 414,
    mase: 2.4533,
    smape: 18.133,
    msis: 13,
    coverage: 0.9512,
    seconds: 1.25,
  };
  const validation = pageText([{ ...scored, part: "validation" }]);
  expect(validation).toContain("### m4-hourly: 414 series, horizon 48, season 24; the rows before the test rows");
  expect(validation).toContain("| Theta | 2.453 | 18.133 | 13.00 | 95.1 % | 1.3 | 414 |");
  expect(validation).toContain("npm run bench:accuracy -- m4 ... # 2026-01-31, 1a2b3c4");
  expect(validation).not.toContain("ES-RNN");
  expect(pageText([{ ...scored, part: "test" }])).toContain("| ES-RNN, the winner | 0.893 | 9.330 | 7.93 |");
});

test("what a part brings stands in a row for each set, a column for each part left out", () => {
  const about = { protocol: "ablation", part: "validation", set: "sunspots", series: 1, target: "Spots", horizon: 12 };
  const text = pageText([
    {
      ...about,
      chosen: "Theta",
      over: { "all parts": 0.91, "no network": 0.97 },
      command: "x",
      date: "y",
      commit: "z",
    },
  ]);
  expect(text).toContain("| set | target, horizon | rival chosen | all parts | no network |");
  expect(text.replace(/ +/g, " ")).toContain("| sunspots | Spots, 12 | Theta | 0.910 | 0.970 |");
});

test("docs/accuracy.md has the scores that were kept", () => {
  const page = readFileSync(new URL("../../docs/accuracy.md", import.meta.url), "utf8");
  // Tables are aligned when they are written.
  const bare = (text) => text.replace(/[\s:-]+/g, "");
  expect(bare(page)).toBe(bare(pageText(readResults())));
});
