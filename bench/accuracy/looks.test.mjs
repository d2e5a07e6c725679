import { expect, test } from "vitest";
import { commandLine, lookLine } from "./looks.mjs";
import { mergeResults } from "./results.mjs";

test("a look is a line with date, commit, command and scores, and names no folder", () => {
  const command = commandLine([
    "m4",
    "--train",
    "/home/me/data/train.csv",
    "--test",
    "..\\test.csv",
    "--season",
    "24,168",
    "--target",
    "Close/Last",
  ]);
  expect(command).toBe("m4 --train train.csv --test test.csv --season 24,168 --target Close/Last");
  expect(
    lookLine({ date: "2026-01-31", commit: "1a2b3c4+", command, scores: ["Theta MASE 2.453", "Holt MASE 59.302"] }),
  ).toBe(
    "- 2026-01-31, 1a2b3c4+, `m4 --train train.csv --test test.csv --season 24,168 --target Close/Last`: Theta MASE 2.453; Holt MASE 59.302\n",
  );
});

test("new scores take the place of older ones of the same kind, and others stay", () => {
  const one = { protocol: "ett", set: "a", part: "test", horizon: 96, method: "Theta", mse: 1 };
  const other = { ...one, part: "validation" };
  const merged = mergeResults(
    [one, other],
    [
      { ...one, mse: 2 },
      { ...one, method: "Holt" },
    ],
  );
  expect(merged).toEqual([{ ...one, mse: 2 }, other, { ...one, method: "Holt" }]);
});
