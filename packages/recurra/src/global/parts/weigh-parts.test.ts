import { expect, test } from "vitest";
import { mixForecasts, type PartForecasts, restForecast, weighParts } from "./weigh-parts.ts";

/** Windows of a series whose truth is 0: a part's forecast is its error. */
const errors = (
  network?: number[],
  own?: number[],
  shared?: number[],
  unit = 1,
  pretrained?: number[],
): PartForecasts => ({
  truth: new Float64Array((network ?? own ?? shared ?? pretrained ?? []).length),
  unit,
  network: network && Float64Array.from(network),
  own: own && Float64Array.from(own),
  shared: shared && Float64Array.from(shared),
  pretrained: pretrained && Float64Array.from(pretrained),
});

test("the paths that err least, and the share of the network that takes most off, are chosen", () => {
  // Errors of opposite signs: 0.25 of the network and 0.75 of the own path are 0.
  expect(weighParts([errors([3, -3], [-1, 1], [3, 3])])).toEqual({
    ...{ paths: "own", pretrainedShare: 0, networkShare: 0.25 },
    errors: { network: 3, own: 1, shared: 3, paths: 1, forecast: 0 },
  });
  expect(weighParts([errors([9], [-1], [1])])).toMatchObject({ paths: "both", networkShare: 0 });
  expect(weighParts([errors([1], [9], [8])])).toMatchObject({ paths: "shared", networkShare: 1 });
  // The mean of both unless one of them takes a percent off its error.
  expect(weighParts([errors(undefined, [0.992], [1.008])])).toMatchObject({ paths: "both" });
  expect(weighParts([errors(undefined, [0.98], [1.02])])).toMatchObject({ paths: "own" });
});

test("a network that takes less than half a percent off the error of the paths has no share", () => {
  expect(weighParts([errors([0.996], [1])])?.networkShare).toBe(0);
  expect(weighParts([errors([0.99], [1])])?.networkShare).toBe(1);
});

test("errors are in units of each series, and a series without a part of its own is forecast by the other", () => {
  const found = weighParts([errors([100], [50], [200], 100), errors([1], undefined, [0.5])]);
  expect(found).toMatchObject({ paths: "own", errors: { network: 1, own: 0.5, shared: 1.25, paths: 0.5 } });
});

test("without a path the forecast is the network's, and without windows nothing is chosen", () => {
  expect(weighParts([errors([2])])).toMatchObject({ paths: "none", networkShare: 1, errors: { paths: null } });
  expect(weighParts([])).toBeUndefined();
  expect(mixForecasts(undefined, Float64Array.of(3), 1)).toEqual(Float64Array.of(3));
  expect(mixForecasts(Float64Array.of(2), undefined, 0.25)).toEqual(Float64Array.of(2));
});

test("the pretrained network is half of the rest unless linear paths or it alone take a percent off", () => {
  const of = (own: number[], pretrained: number[], shared?: number[]) =>
    weighParts([errors(undefined, own, shared, 1, pretrained)]);
  expect(of([1], [1])).toMatchObject({ pretrainedShare: 0.5, errors: { pretrained: 1, rest: 1, paths: 1 } });
  expect(of([0.97], [1.03])).toMatchObject({ pretrainedShare: 0, errors: { rest: 0.97 } });
  expect(of([1.03], [0.97])).toMatchObject({ pretrainedShare: 1, errors: { paths: 1.03, rest: 0.97 } });
  expect(of([1, -1], [-1, 1])).toMatchObject({ pretrainedShare: 0.5, errors: { forecast: 0 } });
  // Beside it the mean of both kinds of path must take a percent off: there is a mean already.
  expect(of([1, -1], [1, 1], [1.01, -1])).toMatchObject({ paths: "own", pretrainedShare: 0.5 });
  expect(of([0, -2], [1, 1], [-2, 0])).toMatchObject({ paths: "both", pretrainedShare: 0.5, errors: { rest: 0 } });
});

test("the network beside it must take half a percent off what forecasts without training", () => {
  expect(weighParts([errors([0.996], [1], undefined, 1, [1])])).toMatchObject({ networkShare: 0 });
  expect(weighParts([errors([-1], undefined, undefined, 1, [1])])).toMatchObject({
    ...{ paths: "none", pretrainedShare: 1, networkShare: 0.5 },
    errors: { forecast: 0, paths: null },
  });
});

test("a series without linear paths, or that the pretrained network does not see, is forecast by the other", () => {
  const parts = { own: Float64Array.of(2), shared: undefined };
  const rest = { paths: "own", pretrainedShare: 0.5 } as const;
  expect(restForecast(rest, { ...parts, pretrained: Float64Array.of(4) })).toEqual(Float64Array.of(3));
  expect(restForecast(rest, parts)).toEqual(Float64Array.of(2));
  expect(restForecast(rest, { ...parts, own: undefined, pretrained: Float64Array.of(4) })).toEqual(Float64Array.of(4));
  expect(restForecast({ ...rest, pretrainedShare: 0 }, { ...parts, pretrained: Float64Array.of(4) })).toEqual(
    Float64Array.of(2),
  );
});
