import { expect, test } from "vitest";
import type { Snapshot } from "../engine/protocol.ts";
import { Outbox } from "./outbox.ts";
import { Pacer } from "./pacer.ts";
import { RunTrack } from "./run-track.ts";

test("each loss and each epoch goes to the page once, in order, however many snapshots there are", () => {
  const posted: Snapshot[] = [];
  const clock = { now: 0 };
  const outbox = new Outbox<Snapshot>({ post: (one) => posted.push(one), now: () => clock.now });
  const track = new RunTrack({
    pacer: new Pacer({ now: () => 0, turn: async () => {} }),
    outbox,
    more: () => ({ pictures: "" }),
  });
  for (let step = 1; step <= 40; step++) {
    clock.now += 30;
    expect(track.count({ phase: step <= 20 ? "a" : "b", epoch: Math.ceil(step / 10), batch: step, loss: step })).toBe(
      step,
    );
    track.afterStep();
    if (step % 10 === 0) track.afterEpoch({ phase: "a", epoch: step / 10, epochs: 4, trainLoss: 1, best: true });
    outbox.acknowledge();
  }
  track.end();
  expect(posted.flatMap(({ losses }) => [...losses])).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  expect(posted.flatMap(({ epochs }) => epochs.map(({ epoch }) => epoch))).toEqual([1, 2, 3, 4]);
  expect(posted.flatMap(({ phases }) => phases)).toEqual([
    { name: "a", from: 0 },
    { name: "b", from: 20 },
  ]);
  expect(posted.flatMap(({ epochs }) => epochs.map(({ step }) => step))).toEqual([10, 20, 30, 40]);
  for (const { from, losses, step } of posted) expect(from + losses.length).toBe(step);
});

test("a replay draws nothing before it is where the run was, and tells every loss all the same", () => {
  const posted: Snapshot[] = [];
  const clock = { now: 0 };
  let drawn = 0;
  const outbox = new Outbox<Snapshot>({ post: (one) => posted.push(one), now: () => clock.now });
  const pacer = new Pacer({ now: () => 0, turn: async () => {} });
  pacer.replayTo({ steps: 6, epochs: 0 }, false);
  const track = new RunTrack({ pacer, outbox, more: () => ({ pictures: `drawn ${++drawn}` }) });
  for (let step = 1; step <= 8; step++) {
    clock.now += 200;
    track.count({ phase: "a", epoch: 1, batch: step, loss: step });
    track.afterStep();
    outbox.acknowledge();
  }
  expect(posted.map(({ step, pictures }) => [step, pictures !== ""])).toEqual(
    [1, 2, 3, 4, 5, 6, 7, 8].map((step) => [step, step >= 6]),
  );
  expect(drawn).toBe(3);
  expect(posted.flatMap(({ losses }) => [...losses])).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test("seconds are those of the training alone, from the first step of each phase", async () => {
  const posted: Snapshot[] = [];
  const clock = { now: 0 };
  const outbox = new Outbox<Snapshot>({ post: (one) => posted.push(one), now: () => clock.now });
  const pacer = new Pacer({
    now: () => clock.now,
    turn: async () => {
      clock.now += 10_000; // what a turn of the event loop takes
    },
  });
  const more = () => {
    clock.now += 3000; // what drawing takes
    return { pictures: "" };
  };
  const track = new RunTrack({ pacer, outbox, more, now: () => clock.now });
  for (let step = 1; step <= 6; step++) {
    clock.now += 500;
    track.count({ phase: step <= 4 ? "a" : "b", epoch: 1, batch: step, loss: 1, parameters: step <= 4 ? 7 : 9 });
    await track.afterStep();
    outbox.acknowledge();
    if (step === 4) {
      clock.now += 250; // a validation belongs to the training
      await track.afterEpoch({ phase: "a", epoch: 1, epochs: 1, trainLoss: 1, best: true });
      outbox.acknowledge();
    }
  }
  track.end();
  expect(posted.flatMap(({ seconds }) => [...seconds])).toEqual([0.5, 1, 1.5, 2, 0.5, 1]);
  expect(posted.flatMap(({ phases }) => phases)).toEqual([
    { name: "a", from: 0, parameters: 7 },
    { name: "b", from: 4, parameters: 9 },
  ]);
});

test("a run that comes to rest within a turn of the event loop has told the page of its last step", async () => {
  const posted: Snapshot[] = [];
  let at = 0;
  let turns = 0;
  const pacer: Pacer = new Pacer({
    now: () => (at += 20),
    turn: async () => {
      if (++turns === 2) pacer.pause();
    },
  });
  const outbox = new Outbox<Snapshot>({ post: (one) => posted.push(one), now: () => 0 });
  const track = new RunTrack({ pacer, outbox, more: () => ({ pictures: "" }) });
  track.count({ phase: "a", epoch: 1, batch: 1, loss: 1 });
  await track.afterStep();
  outbox.acknowledge();
  track.count({ phase: "a", epoch: 1, batch: 2, loss: 1 });
  const rests = track.afterStep();
  for (let i = 0; i < 10; i++) await Promise.resolve();
  expect(posted.map(({ step }) => step)).toEqual([1, 2]);
  pacer.resume();
  await rests;
});

test("where a slice has ended, what is drawn is drawn behind the turn of the event loop", async () => {
  const order: string[] = [];
  let at = 0;
  const pacer = new Pacer({ now: () => (at += 20), turn: async () => void order.push("turn") });
  const outbox = new Outbox<Snapshot>({ post: () => {}, now: () => 0 });
  const track = new RunTrack({
    pacer,
    outbox,
    more: () => {
      order.push("draw");
      return { pictures: "" };
    },
  });
  track.count({ phase: "a", epoch: 1, batch: 1, loss: 1 });
  await track.afterStep();
  expect(order).toEqual(["turn", "draw"]);
});
