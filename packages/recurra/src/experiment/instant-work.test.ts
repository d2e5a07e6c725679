// What an answer without training takes, counted and not timed: it is to stand within a second.

import { afterEach, expect, test, vi } from "vitest";
import { Generator } from "../core/random.ts";
import * as findings from "../data/findings/find-findings.ts";
import { Series } from "../data/index.ts";
import { SeasonNetwork } from "../nn/networks/season-network.ts";
import { loadPretrained } from "../pretrained/load-pretrained.ts";
import { Experiment } from "./experiment.ts";

afterEach(() => vi.restoreAllMocks());

const random = new Generator(5).stream("noise");
const start = Date.UTC(2024, 0, 1);
const hours = Series.fromColumns(
  { load: Array.from({ length: 2000 }, (_, t) => 50 + 10 * (t % 24 < 12 ? 1 : -1) + 4 * random.uniform(t)) },
  { times: Array.from({ length: 2000 }, (_, t) => new Date(start + t * 3.6e6).toISOString()) },
);

test("the network is asked once for a window, and the windows that go on from forecasts together", async () => {
  const forward = vi.spyOn(SeasonNetwork.prototype, "forward");
  const network = loadPretrained();
  const experiment = new Experiment(hours, { target: "load", model: "pretrained" }, { pretrained: network });
  for await (const _ of experiment.run());
  network.dispose();
  const batches = forward.mock.calls.map(([x]) => x.shape[0]);
  // Alone is the forecast of the rows to come, in four ways to see them.
  expect(batches.filter((count) => count === 1).length).toBe(4);
  expect(batches.length).toBeLessThan(120);
  // Windows that choose, size, score and go on four times, and the trials of ways: a window that chooses is not asked for again to size intervals on.
  expect(batches.reduce((sum, count) => sum + count, 0)).toBeLessThan(2200);
});

test("a second plan of the same rows looks for nothing again", () => {
  const look = vi.spyOn(findings, "findFindings");
  const plan = (model?: "pretrained") => {
    const pretrained = model && loadPretrained();
    new Experiment(hours, { target: "load", ...(model && { model }) }, { ...(pretrained && { pretrained }) });
    pretrained?.dispose();
  };
  plan();
  look.mockClear();
  plan("pretrained");
  expect(look).not.toHaveBeenCalled();
});
