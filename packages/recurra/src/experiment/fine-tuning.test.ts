// An experiment that trains the pretrained network further: what it tells, and that it goes on from within.
import { expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { Series } from "../data/index.ts";
import type { TrainingState } from "../training/index.ts";
import { smallNetwork } from "../zero-shot/pretrained.fixture.ts";
import type { ExperimentEvent, ExperimentOptions } from "./events.ts";
import { Experiment } from "./experiment.ts";

const draws = new Generator(3).stream("fine-tuning");
const y = Float64Array.from({ length: 264 }, (_, row) => {
  const day = [6, -9, 2][Math.floor(row / 8) % 3];
  return day * [0, 1, 3, 4, 4, 3, 1, 0][row % 8] + 0.3 * draws.normal(row);
});
const settings = { target: "y", horizon: 8, season: 8, lookback: 32, model: "pretrained", linear: false } as const;

function begun() {
  const parts = { pretrained: smallNetwork() };
  return new Experiment(Series.fromColumns({ y }), { ...settings, fineTune: true }, parts);
}

async function events(options: ExperimentOptions = {}, seen: (event: ExperimentEvent) => void = () => {}) {
  const all: ExperimentEvent[] = [];
  try {
    for await (const event of begun().run(options)) {
      all.push(event);
      seen(event);
    }
  } catch (error) {
    if (!options.signal?.aborted) throw error;
  }
  return all;
}

const plain = (event: ExperimentEvent | undefined): unknown =>
  JSON.parse(JSON.stringify(event, (key, value: unknown) => (/seconds/i.test(key) ? undefined : value)));

test("each fit says how many epochs of the pretrained network come first, and the result what they came to", async () => {
  const all = await events();
  const phases = all.flatMap((event) => (event.type === "phase" ? [[event.phase, event.tuning]] : []));
  const last = all.at(-1);
  if (last?.type !== "result") throw new Error("no result");
  const { tuning, epochs, refit } = last.result.training;
  expect(phases).toEqual([
    ["backtest fit", 12],
    ["final fit", tuning!.bestEpoch],
  ]);
  const tunes = all.flatMap((event) => (event.type === "epoch" ? [[event.phase, event.epoch.tunes]] : []));
  expect(tunes).toEqual([
    ...Array.from({ length: tuning!.epochs }, () => ["backtest fit", true]),
    ...Array.from({ length: tuning!.bestEpoch }, () => ["final fit", true]),
  ]);
  expect(epochs).toEqual([]);
  expect(refit!.tuning!.taken).toMatch(/^(refitted|scored)$/);
});

test("ended by a signal within either of them it says so, and goes on from its last state to the same result", async () => {
  const whole = await events();
  const fits = whole.flatMap((event) => (event.type === "epoch" ? [event] : []));
  const second = fits.findIndex(({ phase }) => phase === "final fit");
  for (const at of [2, second + 1]) {
    const stop = new AbortController();
    let state: TrainingState | undefined;
    let count = 0;
    const save = (_: unknown, kept: TrainingState): void => {
      state = kept;
    };
    const checkpoint = { every: 0, save };
    const cut = await events({ signal: stop.signal, checkpoint }, (event) => {
      if (event.type === "epoch" && ++count === at) stop.abort();
    });
    const interrupted = cut.at(-1);
    expect(interrupted).toMatchObject({ type: "interrupted", ...(at === 2 && { tunes: true }) });
    expect(state!.part).toBe("fine-tuning");
    const fitted = cut.find((event) => event.type === "fitted");
    const rest = await events({ resume: { ...(fitted && { fitted }), state: state! } });
    expect(plain(rest.at(-1))).toEqual(plain(whole.at(-1)));
    const begins = rest.find((event) => event.type === "phase");
    expect(begins).toMatchObject({ done: Array.from({ length: at === 2 ? 2 : 1 }, () => ({ tunes: true })) });
  }
});
