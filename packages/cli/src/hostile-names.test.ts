// Names of files and columns come from others: they must not steer the terminal.

import { expect, test } from "vitest";
import { dailyLines, quick, Workplace } from "./command.fixture.ts";

const RED = "\u001b[31mred\u009b0m\u202e";
const content = [`Date,${RED}`, ...dailyLines(60).slice(1)].join("\n");

/** The signs of `RED` that steer a terminal, as far as the text holds them. */
function steering(text: string): string[] {
  return ["\u001b", "\u009b", "\u202e"].filter((sign) => text.includes(sign));
}

test("a column and a file whose names hold escape sequences are shown with the sequences written out", async () => {
  const place = new Workplace({ [`${RED}.csv`]: content });
  const { code, stdout } = await place.here("forecast", `${RED}.csv`, "--target", RED, ...quick);
  expect(code).toBe(0);
  expect(stdout).toContain("\\x1b[31mred\\x9b0m\\u202e, 2 rows ahead");
  expect(steering(stdout)).toEqual([]);
});

test("an error line shows them in the same way", async () => {
  const place = new Workplace({ [`${RED}.csv`]: content });
  for (const args of [[`${RED}.csv`], [`no${RED}.csv`], [`${RED}.csv`, `--${RED}`]]) {
    const { code, stderr } = await place.here("forecast", ...args, "--target", "other");
    expect(code).toBe(2);
    expect(steering(stderr)).toEqual([]);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  }
});
