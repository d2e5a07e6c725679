import { expect, test } from "vitest";
import { remarksOn } from "./remarks.ts";

test("a file that was turned round is said once, though it has a note and a finding", () => {
  const reversed = {
    kind: "reversed",
    rows: [],
    count: 3,
    message: "the file has the newest row first: turned round",
  } as const;
  const gap = { kind: "gap", rows: [4], count: 1, message: "1 gap" } as const;
  expect(remarksOn({ notes: ["newest row first: turned round"], findings: [reversed, gap] })).toEqual([
    "newest row first: turned round",
    "1 gap",
  ]);
  expect(remarksOn({ notes: [], findings: [reversed] })).toEqual(["the file has the newest row first: turned round"]);
});
