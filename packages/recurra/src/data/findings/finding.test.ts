import { expect, test } from "vitest";
import { programWording } from "../../core/phrase.ts";
import { offering, wordFinding } from "./finding.ts";

const mark = offering({
  kind: "sentinel",
  column: "t",
  rows: [3],
  count: 2,
  problem: "-9999 stands 2 times: a mark for missing?",
  remedies: [[{ option: "missing", value: -9999 }]],
});
const terminal = { ...programWording, option: (name: string, value?: unknown) => `--${name} ${value}` };

test("what a finding offers is said in the words of programs, and of an edge where it is shown", () => {
  expect(mark.message).toBe("-9999 stands 2 times: a mark for missing? missing: -9999");
  expect(wordFinding(mark, terminal).message).toBe("-9999 stands 2 times: a mark for missing? --missing -9999");
  expect(wordFinding(wordFinding(mark, terminal), programWording)).toEqual(mark);
});

test("options that go together are said together, as an edge sets them, or not at all", () => {
  const both = offering({
    ...mark,
    problem: "t: a mark?",
    remedies: [
      [
        { option: "missing", value: -9999 },
        { option: "repair", value: "drop" },
      ],
    ],
  });
  expect(both.message).toBe('t: a mark? missing: -9999, repair: "drop"');
  expect(wordFinding(both, { ...terminal, beside: " " }).message).toBe("t: a mark? --missing -9999 --repair drop");
  const half = { ...terminal, option: (name: string) => (name === "repair" ? undefined : name) };
  expect(wordFinding(both, half).message).toBe("t: a mark?");
});

test("what an edge does not have is not offered, and a finding that offers nothing stays as it is", () => {
  const none = { ...programWording, option: () => undefined };
  expect(wordFinding(mark, none).message).toBe("-9999 stands 2 times: a mark for missing?");
  const gap = { kind: "gap" as const, rows: [], count: 1, message: "1 gap" };
  expect(wordFinding(gap, terminal)).toBe(gap);
});

test("a finding is plain JSON", () => {
  expect(JSON.parse(JSON.stringify(mark))).toEqual(mark);
});
