import { expect, test } from "vitest";
import { Streams } from "./streams.ts";
import type { ForecastState, StreamState } from "./work.ts";

function streams(options: { limit?: number; clock?: () => number } = {}): Streams {
  return new Streams({ limit: 2, idleMilliseconds: 1000, clock: () => 0, ...options });
}

/** A promise that is resolved from outside. */
function gate(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** A state that can be told apart. */
function stateOf(first: number): ForecastState {
  return { columns: [], times: undefined, first };
}

const firstOf = (state: StreamState | undefined): number | undefined => (state as ForecastState | undefined)?.first;

test("steps of one stream run one after another in their order, each with the state of the one before", async () => {
  const held = streams();
  const seen: unknown[] = [];
  const gates = Array.from({ length: 3 }, () => gate());
  const steps = gates.map(({ promise }, i) =>
    held.step("a", async (state, at) => {
      seen.push([at.step, firstOf(state)]);
      await promise;
      return { state: stateOf(i + 1) };
    }),
  );
  gates[2].resolve();
  gates[1].resolve();
  gates[0].resolve();
  await Promise.all(steps);
  expect(seen).toEqual([
    [1, undefined],
    [2, 1],
    [3, 2],
  ]);
});

test("a step that fails leaves the stream as it was, and makes none", async () => {
  const held = streams();
  await expect(held.step("a", () => Promise.reject(new Error("bad row")))).rejects.toThrow("bad row");
  expect(held.view("a")).toBeUndefined();
  expect(held.count).toBe(0);
  await held.step("a", async () => ({ state: stateOf(7) }));
  await expect(held.step("a", () => Promise.reject(new Error("bad row")))).rejects.toThrow("bad row");
  expect(
    await held.step("a", async (state, { step }) => ({ state: stateOf(0), was: [firstOf(state), step] })),
  ).toMatchObject({
    was: [7, 2],
  });
});

test("no more streams than allowed, until one ends", async () => {
  const held = streams();
  for (const id of ["a", "b"]) await held.step(id, async () => ({ state: stateOf(0) }));
  const third = (): Promise<unknown> => held.step("c", async () => ({ state: stateOf(0) }));
  await expect(third()).rejects.toThrow("2 streams are held, and no more are allowed.");
  expect(await held.remove("a")).toBe(true);
  expect(await held.remove("a")).toBe(false);
  await third();
  expect(held.count).toBe(2);
});

test("a stream that was idle for the time is gone, and begins anew", async () => {
  let now = 0;
  const held = streams({ clock: () => now });
  await held.step("a", async () => ({ state: stateOf(1) }));
  now = 900;
  await held.step("b", async () => ({ state: stateOf(1) }));
  expect(held.view("a")).toEqual({ id: "a", steps: 1, expiresInSeconds: 1 });
  now = 1000;
  expect(held.view("a")).toBeUndefined();
  expect(held.view("b")).toEqual({ id: "b", steps: 1, expiresInSeconds: 1 });
  expect(await held.step("a", async (state, { step }) => ({ state: stateOf(0), was: [state, step] }))).toMatchObject({
    was: [undefined, 1],
  });
});

test("a stream whose step runs does not expire", async () => {
  let now = 0;
  const held = streams({ clock: () => now });
  const open = gate();
  const running = held.step("a", async () => {
    await open.promise;
    return { state: stateOf(1) };
  });
  now = 5000;
  expect(held.count).toBe(1);
  open.resolve();
  await running;
  expect(held.view("a")).toEqual({ id: "a", steps: 1, expiresInSeconds: 1 });
});

test("the end of a stream comes after the steps before it and before those after it", async () => {
  const held = streams();
  const step = (): Promise<{ step: number }> => held.step("a", async (_, at) => ({ state: stateOf(0), step: at.step }));
  const [first, ended, second] = await Promise.all([step(), held.remove("a"), step()]);
  expect([first.step, ended, second.step]).toEqual([1, true, 1]);
  expect(held.view("a")).toMatchObject({ steps: 1 });
});
