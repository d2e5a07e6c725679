import { afterEach, beforeEach, expect, test } from "vitest";
import { Threads } from "./threads.ts";
import { WatchedWorkers } from "./watched-workers.fixture.ts";

const workers = new WatchedWorkers();
beforeEach(() => workers.watch());
afterEach(() => workers.restore());

test("a number is due at once, waited for, and ended once", async () => {
  const threads = new Threads(3, "strict");
  expect([threads.several, threads.required, threads.areDue(1), threads.used]).toEqual([true, true, true, 1]);
  expect(threads.ready).toBeUndefined();
  await threads.start([]);
  expect(threads.ready?.ready).toBe(2);
  expect(threads.areDue(1)).toBe(false);
  await threads.end();
  await threads.end();
  expect([workers.started, workers.ended]).toEqual([2, 2]);
  expect([threads.several, threads.ready, threads.areDue(1)]).toEqual([false, undefined, false]);
});

test("with auto they are due once one thread has worked long enough, and what comes is long enough", () => {
  const threads = new Threads("auto", "strict");
  if (!threads.several) return; // a machine of one processor
  threads.spent(100);
  expect(threads.areDue(1)).toBe(false);
  threads.spent(60);
  expect(threads.areDue(1)).toBe(true);
  const short = new Threads("auto", "strict");
  for (let job = 0; job < 300; job++) short.spent(1);
  expect([short.areDue(1), short.areDue(2)]).toEqual([false, true]);
});

test("there is one where nothing can be shared out, and where one was asked for", () => {
  expect(new Threads(4, "strict", false).several).toBe(false);
  expect(new Threads(1, "strict").several).toBe(false);
});
