// What a fit does between its last step and its end: it sizes intervals, lets others have turns, and keeps nobody waiting.
import { expect, test, vi } from "vitest";
import { Series } from "../data/index.ts";
import { Forecaster } from "./forecaster.ts";

const level = Array.from({ length: 420 }, (_, i) => 100 + ((i * i) % 17) / 17 + (i % 7));
const series = Series.fromColumns({ level }, { name: "waves" });
const settings = { target: "level", lookback: 4, horizon: 2, hiddenSize: 2, epochs: 3 };

/** A clock that moves 30 ms each time it is asked, so that a turn is always due; the number of turns is counted. */
async function withTurns<T>(work: (turns: () => number) => Promise<T>): Promise<T> {
  let now = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => {
    now += 30;
    return now;
  });
  const turns = vi.spyOn(globalThis, "setImmediate");
  try {
    return await work(() => turns.mock.calls.length);
  } finally {
    clock.mockRestore();
    turns.mockRestore();
  }
}

test("the event loop has turns while intervals are sized", async () => {
  const forecaster = new Forecaster(settings);
  const turns = await withTurns(async (count) => {
    const epochs = forecaster.fit(series, { validation: 0.5, threads: 1 });
    for (let epoch = 1; epoch <= settings.epochs; epoch++) await epochs.next();
    const before = count();
    await epochs.next();
    return count() - before;
  });
  // 207 validation windows in blocks of 64, and those with rows beyond the horizon in blocks of 16.
  expect(turns).toBe(4 + 12);
  expect(forecaster.intervals?.radius).toHaveLength(2);
  forecaster.dispose();
});

test("a fit that is given up while it sizes its intervals ends without them", async () => {
  const forecaster = new Forecaster(settings);
  await withTurns(async () => {
    const epochs = forecaster.fit(series, { validation: 0.5, threads: 1 });
    for (let epoch = 1; epoch <= settings.epochs; epoch++) await epochs.next();
    const end = epochs.next();
    setImmediate(() => forecaster.dispose());
    await expect(end).resolves.toMatchObject({ done: true });
  });
  expect(forecaster.intervals).toBeUndefined();
});

test("a fit that is stopped before its first epoch has ended sizes none; later it does", async () => {
  for (const [at, sized] of [
    [1, false],
    [2, true],
  ] as const) {
    const stop = new AbortController();
    const forecaster = new Forecaster(settings);
    const onStep = ({ epoch }: { epoch: number }): void => {
      if (epoch === at) stop.abort();
    };
    for await (const _ of forecaster.fit(series, { signal: stop.signal, onStep }));
    expect(forecaster.training.bestEpoch > 0).toBe(sized);
    expect(forecaster.intervals !== undefined).toBe(sized);
    forecaster.dispose();
  }
});
