import { expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { chooseKind } from "./choose-kind.ts";

const draws = new Generator(9).stream("kinds");
const origins = Uint32Array.from({ length: 200 }, (_, i) => 50 + i);
const truth = Float64Array.from(origins, (_, i) => draws.normal(i));
const windows = { truth, origins, horizon: 1 };
const off = (size: number, stream: number) => truth.map((value, i) => value + size * draws.normal(1000 * stream + i));

test("forecasts that err apart from one another are averaged", () => {
  const found = chooseKind(windows, off(1, 1), off(1.1, 2));
  expect(found.taken).toBe("both");
  expect(found.both).toBeLessThan(found.linear);
});

test("one that is much nearer forecasts alone", () => {
  expect(chooseKind(windows, off(0.1, 1), off(1, 2)).taken).toBe("linear");
  expect(chooseKind(windows, off(1, 1), off(0.1, 2)).taken).toBe("pretrained");
});

test("where nothing tells them apart, or there are few windows, it is the mean", () => {
  const same = off(1, 1);
  expect(chooseKind(windows, same, same).taken).toBe("both");
  const few = { truth: truth.slice(0, 2), origins: origins.slice(0, 2), horizon: 1 };
  expect(chooseKind(few, same.slice(0, 2), off(0.9, 2).slice(0, 2)).taken).toBe("both");
});

test("one that errs less than half as much forecasts alone, also where windows are few", () => {
  const few = { truth: truth.slice(0, 2), origins: origins.slice(0, 2), horizon: 1 };
  expect(chooseKind(few, off(5, 1).slice(0, 2), off(0.1, 2).slice(0, 2)).taken).toBe("pretrained");
});
