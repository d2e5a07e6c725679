import { expect, test } from "vitest";
import { percent, shortPercent } from "./percent.ts";

test("a share is written in percent, with the decimals that were asked for", () => {
  expect([percent(0.5), percent(0.985, 1), percent(1, 1)]).toEqual(["50%", "98.5%", "100.0%"]);
});

test("a short percentage has no decimals that it does not need", () => {
  expect([0.9, 0.83234, 0.7, 1].map((share) => shortPercent(share))).toEqual(["90%", "83.23%", "70%", "100%"]);
  expect(shortPercent(0.123456, 4)).toBe("12.3456%");
});

test("a share that is not nothing and not all never seems to be", () => {
  expect([percent(0), percent(1), percent(0.998), percent(0.004), percent(0.99996, 1)]).toEqual([
    ...["0%", "100%", "99.8%", "0.4%", "99.996%"],
  ]);
});
