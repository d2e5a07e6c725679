import { expect, test } from "vitest";
import { Pacer, type PaceState } from "./pacer.ts";

/** A training of three batches an epoch, a batch in `ms`, under a pacer with a clock and turns of the test's own. */
function training(ms = 5) {
  const clock = { now: 0, turns: 0 };
  const states: PaceState[] = [];
  let onTurn = (): void => {};
  const pacer = new Pacer({
    now: () => clock.now,
    turn: async () => {
      clock.turns++;
      onTurn();
    },
    onState: (state) => states.push(state),
  });
  let step = 0;
  const run = (async () => {
    while (step < 300) {
      clock.now += ms;
      step++;
      await pacer.after({ step, epochEnded: step % 3 === 0 });
      if (pacer.state === "stopped") return;
    }
  })();
  /** Lets everything that is not waiting for the pacer happen. */
  const settle = async (): Promise<number> => {
    for (let i = 0; i < 2000; i++) await Promise.resolve();
    return step;
  };
  return { pacer, clock, states, run, settle, onTurn: (then: () => void) => (onTurn = then) };
}

test("the event loop has a turn at the end of each slice of 16 ms, and not more often", async () => {
  const { clock, run } = training(5);
  await run;
  expect(clock.turns).toBe(Math.floor(300 / 4));
});

test("a pause is obeyed within a slice, whatever was asked in the turn that it gave", async () => {
  const one = training(5);
  one.onTurn(() => one.pacer.pause());
  expect(await one.settle()).toBe(4);
  expect(one.states).toEqual(["paused"]);
  one.onTurn(() => {});
  one.pacer.resume();
  await one.run;
  expect(one.states).toEqual(["paused", "running"]);
});

test("by batch it rests after one step, by epoch at the end of the epoch under way", async () => {
  const one = training();
  one.pacer.pause();
  expect(await one.settle()).toBe(2);
  one.pacer.stepBy("batch");
  expect(await one.settle()).toBe(3);
  one.pacer.stepBy("batch");
  expect(await one.settle()).toBe(4);
  one.pacer.stepBy("epoch");
  expect(await one.settle()).toBe(6);
  one.pacer.stepBy("epoch");
  expect(await one.settle()).toBe(9);
  one.pacer.resume();
  await one.run;
});

test("a run that begins at rest takes no step before it is asked for one", async () => {
  const pacer = new Pacer({ now: () => 0, turn: async () => {} });
  pacer.pause();
  let began = false;
  const begun = pacer.before().then(() => {
    began = true;
  });
  for (let i = 0; i < 50; i++) await Promise.resolve();
  expect(began).toBe(false);
  pacer.stepBy("batch");
  await begun;
  expect(pacer.after({ step: 1, epochEnded: false })).toBeInstanceOf(Promise);
  expect(pacer.state).toBe("paused");
});

test("it rests at the step that it was told, once, and goes on from there when asked", async () => {
  const one = training();
  one.pacer.restAt(17);
  expect(await one.settle()).toBe(17);
  expect(one.pacer.state).toBe("paused");
  one.pacer.resume();
  await one.run;
  expect(one.states).toEqual(["paused", "running"]);
});

test("a run that rests ends when it is stopped, and nothing starts it again", async () => {
  const one = training();
  one.pacer.pause();
  await one.settle();
  one.pacer.stop();
  await one.run;
  one.pacer.resume();
  one.pacer.pause();
  expect(one.pacer.state).toBe("stopped");
  expect(one.states).toEqual(["paused", "stopped"]);
});

test("a replay rests at no batch, epoch or stop step before the place where it was, and behind it as ever", async () => {
  const one = training();
  one.pacer.restAt(5);
  one.pacer.replayTo({ steps: 9, epochs: 3 }, true);
  one.pacer.stepBy("batch");
  one.pacer.pause();
  one.pacer.stepBy("batch");
  expect(await one.settle()).toBe(10);
  one.pacer.stepBy("epoch");
  expect(await one.settle()).toBe(12);
  one.pacer.resume();
  await one.run;
});

test("the end of an epoch that a replay has not reached is a part of it", async () => {
  const one = training();
  one.pacer.replayTo({ steps: 9, epochs: 3 }, false);
  one.pacer.pause();
  one.pacer.stepBy("epoch");
  expect(one.pacer.isReplaying).toBe(true);
  expect(await one.settle()).toBe(12);
  expect(one.pacer.isReplaying).toBe(false);
  one.pacer.resume();
  await one.run;
});

test("a replay is paused like any run", async () => {
  const one = training(5);
  one.pacer.replayTo({ steps: 200, epochs: 0 }, false);
  one.onTurn(() => one.pacer.pause());
  expect(await one.settle()).toBe(4);
  one.onTurn(() => {});
  one.pacer.resume();
  await one.run;
});

test("a replay that is to rest does so where it was, and goes on from there when asked", async () => {
  const one = training();
  one.pacer.replayTo({ steps: 9, epochs: 3 }, true);
  expect(await one.settle()).toBe(9);
  expect(one.states).toEqual(["paused"]);
  one.pacer.stepBy("batch");
  expect(await one.settle()).toBe(10);
  one.pacer.resume();
  await one.run;
});

test("a replay that was to rest goes on through its place when it is told to before that", async () => {
  const one = training(5);
  one.pacer.replayTo({ steps: 200, epochs: 0 }, true);
  one.onTurn(() => one.pacer.pause());
  expect(await one.settle()).toBe(4);
  one.onTurn(() => {});
  one.pacer.resume();
  await one.run;
});
