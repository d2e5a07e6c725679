import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { RidgeProblem } from "../linear/ridge-problem.ts";
import { harmonicRegressionRival } from "./harmonic-regression.ts";
import type { RivalSeason } from "./rival.ts";
import { rolling } from "./rolling.ts";
import { smoothingState } from "./smoothing.ts";
import { estimateSmoothing, type SmoothingForm } from "./smoothing-fit.ts";
import { estimateTheta, findSeason, thetaRival, thetaState } from "./theta.ts";

/** What fixtures/rivals/make_rivals.py wrote of one series. */
interface Case {
  readonly season: number;
  readonly values: readonly number[];
  readonly given: readonly {
    readonly form: string;
    readonly alpha: number;
    readonly trend?: number;
    readonly gamma?: number;
    readonly phi?: number;
    readonly season?: readonly number[];
    readonly forecast: readonly number[];
  }[];
  readonly estimated: Readonly<Record<string, number>>;
  readonly theta: {
    readonly alpha: number;
    readonly level: number;
    readonly kind: "additive" | "multiplicative" | null;
    readonly given: readonly number[];
    readonly estimated: readonly number[];
    readonly squares: number;
  };
  readonly harmonic: { readonly seasons: readonly number[]; readonly forecast: readonly number[] };
  readonly ridge: readonly {
    readonly lookback: number;
    readonly anchor: number;
    readonly lambda: number;
    readonly forecast: readonly number[];
  }[];
}

const path = new URL("../../../../../fixtures/rivals/rivals.json", import.meta.url);
const { horizon, cases } = JSON.parse(readFileSync(path, "utf8")) as {
  horizon: number;
  cases: Readonly<Record<string, Case>>;
};
const unit = { centre: 0, scale: 1 };
const seasonsOf = (rows: readonly number[]): RivalSeason[] =>
  rows.map((length) => ({ rows: length, name: `${length} rows`, found: true }));

function expectNear(found: ArrayLike<number>, expected: readonly number[], most: number): void {
  const largest = Math.max(...expected.map(Math.abs));
  expect(found.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs(found[i] - value)).toBeLessThanOrEqual(most * largest);
  });
}

describe.each(Object.entries(cases))("%s", (_, { season, values: list, given, estimated, theta, harmonic, ridge }) => {
  const values = Float64Array.from(list);
  const history = { values, fitted: values.length, horizon, seasons: seasonsOf(season === 0 ? [] : [season]) };
  const end = Uint32Array.of(values.length);

  test.each(given.map((one) => [one.form, one] as const))(
    "smoothing (%s) at given parameters forecasts as statsmodels does, within 1e-6",
    (form, { alpha, trend = 0, gamma = 0, phi = 1, season: places = [], forecast }) => {
      const initial = Float64Array.of(values[0], form === "none" ? 0 : 0.3, ...places);
      const state = () => smoothingState({ alpha, beta: alpha * trend, gamma, phi }, initial, 0, unit);
      expectNear(rolling(horizon, 0, state).forecast(values, end), forecast, 1e-6);
    },
  );

  test.each(Object.entries(estimated))(
    "estimated smoothing (%s) has a sum of squares at most 0.1 % above statsmodels'",
    (form, squares) => {
      const trend = form === "seasonal" ? "damped" : (form as SmoothingForm["trend"]);
      const found = estimateSmoothing(values, { trend, places: form === "seasonal" ? season : 0 });
      expect(found.squares).toBeLessThanOrEqual(1.001 * squares);
    },
  );

  test("Theta finds the season that statsforecast finds, and forecasts as it does at given parameters, within 1e-6", () => {
    const taken = season === 0 ? undefined : findSeason(values, season);
    expect(taken?.kind ?? null).toBe(theta.kind);
    const plain = values.map((value, slot) => {
      if (taken === undefined) return value;
      const place = taken.places[slot % season];
      return taken.kind === "additive" ? value - place : value / place;
    });
    const { line } = estimateTheta(plain).theta;
    const { alpha, level } = theta;
    const state = () => thetaState({ alpha, level, line }, 0, unit, taken);
    expectNear(rolling(horizon, 0, state).forecast(values, end), theta.given, 1e-6);
  });

  test("estimated Theta has a sum of squares at most 0.1 % above statsforecast's, and forecasts within 1 %", () => {
    const taken = season === 0 ? undefined : findSeason(values, season);
    const plain = values.map((value, slot) => {
      if (taken === undefined) return value;
      const place = taken.places[slot % season];
      return taken.kind === "additive" ? value - place : value / place;
    });
    expect(estimateTheta(plain).squares).toBeLessThanOrEqual(1.001 * theta.squares);
    const fitted = thetaRival(history.seasons[0]).fit(history);
    expectNear(fitted?.forecast(values, end) ?? [], theta.estimated, 1e-2);
  });

  test("the harmonic regression is that of numpy's least squares, its orders and rho too, within 1e-6", () => {
    const fitted = harmonicRegressionRival.fit({ ...history, seasons: seasonsOf(harmonic.seasons) });
    expectNear(fitted?.forecast(values, end) ?? [], harmonic.forecast, 1e-6);
  });

  test.each(ridge.map((one) => [one.lookback, one] as const))(
    "the ridge regression on %d rows is that of numpy on whole windows, within 1e-6",
    (lookback, { anchor, lambda, forecast }) => {
      const runs = [{ from: lookback - 1, to: values.length - 1 - horizon }];
      const problem = new RidgeProblem(lookback, horizon, anchor === 0 ? [] : [anchor], runs);
      const { weights } = problem.fit(values, anchor, lambda);
      const last = values[values.length - 1];
      const found = Array.from({ length: horizon }, (_, h) => {
        let sum = last;
        for (let a = 1; a < lookback; a++) {
          sum += weights[(a - 1) * horizon + h] * (values[values.length - 1 - a] - last);
        }
        return sum;
      });
      expectNear(found, forecast, 1e-6);
    },
  );
});
