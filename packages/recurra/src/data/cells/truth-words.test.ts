import { expect, test } from "vitest";
import { truthOf } from "./truth-words.ts";

test("both words of one pair are 1 and 0; one alone, or words of two pairs, may mean anything", () => {
  expect(truthOf(new Set(["no", "yes"]))?.get("yes")).toBe(1);
  expect(truthOf(new Set(["off", "on"]))?.get("off")).toBe(0);
  for (const [yes, no] of ["ja nein", "oui non", "sí no", "tak nie", "да нет"].map((pair) => pair.split(" "))) {
    expect(truthOf(new Set([no, yes]))?.get(yes)).toBe(1);
  }
  for (const words of [["no"], ["yes", "false"], ["true", "false", "no"], ["a", "b"]]) {
    expect(truthOf(new Set(words))).toBeUndefined();
  }
});
