import { expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { networkShare, partForecasts } from "./network-share.ts";

const random = new Generator(8).stream("share");

/** Windows one step ahead of a truth of 0, whose forecasts err by `network` and `linear` on average, each in its own way. */
function windows(count: number, network: number, linear: number, horizon = 1) {
  const truth = new Float64Array(count * horizon);
  const errors = (size: number, stream: number) =>
    truth.map((_, i) => size * (1 + 0.2 * random.normal(1000 * stream + i)) * (random.normal(5000 + i) < 0 ? -1 : 1));
  const origins = Uint32Array.from({ length: count }, (_, i) => 100 + i);
  const given = { truth, origins, horizon };
  return [given, partForecasts(given, errors(network, 1), errors(linear, 2))] as const;
}

test("the network earns its share: nothing below 1 %, half beside a mean that is as good, all where it is clearly better", () => {
  expect(networkShare(...windows(200, 9.95, 10))).toBe(0);
  expect(networkShare(...windows(200, 9.5, 10))).toBe(0.5);
  expect(networkShare(...windows(200, 7, 10))).toBe(1);
  expect(networkShare(...windows(200, 11, 10))).toBe(0);
});

test("in windows that share their rows nothing is sure, and the linear path stays, however much nearer the network was", () => {
  expect(networkShare(...windows(8, 5, 10, 12))).toBe(0);
  expect(networkShare(...windows(60, 5, 10, 12))).toBe(1);
});

test("beside the last value alone the network needs two standard errors, beside a linear path one", () => {
  const truth = new Float64Array(40);
  const given = { truth, origins: Uint32Array.from(truth, (_, i) => i + 1), horizon: 1 };
  // Nearer by 0.4 on average, by chance with a p of about 0.1.
  const network = truth.map((_, i) => 9.6 + 1.5 * random.normal(9000 + i));
  const parts = partForecasts(
    given,
    network,
    truth.map(() => 10),
  );
  expect([networkShare(given, parts), networkShare(given, parts, true)]).toEqual([0.5, 0]);
});

test("errors of parts are means of absolute ones", () => {
  const given = { truth: Float64Array.of(1, 2), origins: Uint32Array.of(5, 6), horizon: 1 };
  const { errors } = partForecasts(given, Float64Array.of(2, 2), Float64Array.of(0, 4));
  expect(errors).toEqual({ network: 0.5, linear: 1.5, both: 0.5 });
});
