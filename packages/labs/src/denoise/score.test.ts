import { expect, test } from "vitest";
import { LENGTH, makeSinusoids } from "./data.ts";
import { applyFilter, type Filter } from "./filters.ts";
import { pickRanked, scoreCleaning } from "./score.ts";

const testing = makeSinusoids(40, 0.35, 0);
const half: Filter = { name: "halve the noise", ahead: 3, clean: (noisy) => noisy.map((value) => value / 2) };
const nothing: Filter = { name: "nothing", ahead: 0, clean: (noisy) => noisy };

test("a network is scored beside filters on the same sequences, with the share on which it is closer", () => {
  const estimate = testing.clean.map((value, at) => value + (Math.floor(at / LENGTH) < 10 ? 0.4 : 0.1));
  const { network, filters } = scoreCleaning("net", testing, estimate, [
    ["same", nothing, applyFilter(testing, nothing)],
  ]);
  expect(network.name).toBe("net");
  expect(network.loss).toBeCloseTo((10 * 0.4 + 30 * 0.1) / 40, 6);
  expect(network.stepErrors).toHaveLength(LENGTH);
  expect(filters[0]).toMatchObject({ id: "same", name: "nothing", ahead: 0, closer: 0.75 });
  expect(filters[0].loss).toBeCloseTo(0.175, 2);
  expect(filters[0].difference).toBeCloseTo(network.loss - filters[0].loss, 6);
  expect(filters[0].p).toBeGreaterThan(0.5);
});

test("a difference that every sequence shows is not chance", () => {
  const estimate = testing.clean.map((value) => value + 0.01);
  const { filters } = scoreCleaning("net", testing, estimate, [["half", half, applyFilter(testing, half)]]);
  expect(filters[0]).toMatchObject({ closer: 1, ahead: 3 });
  expect(filters[0].difference).toBeLessThan(-0.2);
  expect(filters[0].p).toBeLessThan(1e-9);
});

test("pickRanked() gives the sequences at ranks from the best to the worst", () => {
  const estimate = testing.clean.map((value, at) => value + ((Math.floor(at / LENGTH) * 7) % 40) / 100);
  const { network } = scoreCleaning("net", testing, estimate, []);
  const errors = pickRanked(network, [0, 0.5, 1]).map((i) => network.sequenceErrors[i]);
  expect(errors[0]).toBeCloseTo(0, 6);
  expect(errors[1]).toBeCloseTo(0.2, 6);
  expect(errors[2]).toBeCloseTo(0.39, 6);
});
