import { signal } from "@preact/signals";
import { beforeEach, expect, test, vi } from "vitest";
import { RunSoFar } from "../engine/run-so-far.ts";
import { KeptRun } from "./kept-run.ts";

const stored = vi.hoisted(() => ({
  addRuns: vi.fn(async (_: readonly unknown[]) => 1),
  updateRun: vi.fn(async (_: unknown) => true),
}));
const lock = vi.hoisted(() => ({
  holdRun: vi.fn(
    async (_: string): Promise<(() => void) | undefined> =>
      () => {},
  ),
}));
vi.mock("../stored/kept-runs.ts", () => stored);
vi.mock("./run-lock.ts", () => lock);

const name = { id: "00000000-0000-4000-8000-000000000000", link: "v=0.1.0&run=lab%2Fdenoise", started: 5 };

function run(step: number): RunSoFar {
  const made = new RunSoFar();
  made.seen = { ...made.seen, step };
  return made;
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  vi.clearAllMocks();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  return () => vi.useRealTimers();
});

test("a run is added with its first write and updated with the next; before its first step nothing is written", async () => {
  const kept = new KeptRun(name, run(0), signal(""));
  kept.write();
  await settled();
  expect(stored.addRuns).not.toHaveBeenCalled();
  for (const step of [1, 2]) {
    kept.run = run(step);
    kept.write();
    await settled();
  }
  expect([stored.addRuns.mock.calls.length, stored.updateRun.mock.calls.length]).toEqual([1, 1]);
});

test("a run that was deleted is not written again", async () => {
  const kept = new KeptRun(name, run(1), signal(""));
  kept.write();
  await settled();
  stored.updateRun.mockResolvedValueOnce(false);
  for (const step of [2, 3, 4]) {
    kept.run = run(step);
    kept.write();
    await settled();
  }
  expect([stored.addRuns.mock.calls.length, stored.updateRun.mock.calls.length]).toEqual([1, 1]);
});

test("while it goes on it is written once a second, and at once where it has come to rest", async () => {
  const kept = new KeptRun(name, run(1), signal(""));
  kept.writeSoon();
  await settled();
  expect(stored.addRuns).toHaveBeenCalledTimes(1);
  for (const step of [2, 3]) {
    kept.run = run(step);
    kept.writeSoon();
  }
  vi.advanceTimersByTime(999);
  await settled();
  expect(stored.updateRun).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  await settled();
  expect(stored.updateRun).toHaveBeenCalledTimes(1);
  kept.run = run(4);
  kept.run.state = "paused";
  kept.writeSoon();
  await settled();
  expect(stored.updateRun).toHaveBeenCalledTimes(2);
});

test("why it cannot be written is said, and no more once it was", async () => {
  const trouble = signal("");
  const kept = new KeptRun(name, run(1), trouble);
  stored.addRuns.mockRejectedValueOnce(new Error("it has no room left"));
  kept.write();
  await settled();
  expect(trouble.value).toBe("it has no room left");
  kept.write();
  await settled();
  expect([trouble.value, stored.addRuns.mock.calls.length]).toEqual(["", 2]);
});

test("a run that another tab has goes on as one of its own, and nothing is written before that is known", async () => {
  let answer = (_: undefined): void => {};
  lock.holdRun.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
  const onCopy = vi.fn();
  const kept = KeptRun.goingOn(name, run(3), signal(""), { onCopy });
  kept.write();
  await settled();
  expect([stored.addRuns.mock.calls.length, stored.updateRun.mock.calls.length]).toEqual([0, 0]);
  answer(undefined);
  await settled();
  const [id] = onCopy.mock.calls[0];
  expect(id).not.toBe(name.id);
  expect(stored.addRuns.mock.calls[0][0]).toMatchObject([{ summary: { id }, pieces: { id } }]);
});

test("its page is left: it rests, is written, and then any tab may go on with it", async () => {
  const order: string[] = [];
  lock.holdRun.mockResolvedValueOnce(() => void order.push("let go"));
  stored.addRuns.mockImplementationOnce(async () => order.push("written"));
  const kept = new KeptRun(name, run(1), signal(""));
  await kept.leave();
  expect([kept.run.state, order]).toEqual(["paused", ["written", "let go"]]);
});
