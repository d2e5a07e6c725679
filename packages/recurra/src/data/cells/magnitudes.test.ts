import { expect, test } from "vitest";
import { magnitudeOf, raised } from "./magnitudes.ts";

test("a suffix is known with its unit behind it", () => {
  expect(magnitudeOf("M")).toEqual({ suffix: "M", power: 6, rest: "" });
  expect(magnitudeOf("Mio. €")).toEqual({ suffix: "Mio.", power: 6, rest: "€" });
  expect(magnitudeOf("k€")).toEqual({ suffix: "k", power: 3, rest: "€" });
  for (const unit of ["kWh", "MB", "m/s", "constructor", "%"]) expect(magnitudeOf(unit)).toBeUndefined();
});

test("the digits that stand there are kept: 109.14K is 109140", () => {
  expect([raised(109.14, 3), raised(99.75, 6), raised(0.1, 3), raised(1e-7, 3)]).toEqual([109140, 99750000, 100, 1e-4]);
});
