import { expect, test } from "vitest";
import { HeldOutLook } from "./held-out-look.ts";

/** 30 windows of five rows, of which 20 are shown; what is forecast of a window is its place, 100 more with each step. */
function looking() {
  let at = 0;
  const asked: unknown[] = [];
  const look = new HeldOutLook({ windows: 30, horizon: 5, batches: 2, now: () => at });
  const step = (number: number, batch: number) => ({
    epoch: Math.ceil(number / 2),
    batch,
    heldOut: ({ from = 0, to = 30 } = {}) => {
      asked.push([number, from, to]);
      return {
        predicted: Float64Array.from({ length: 5 * (to - from) }, (_, i) => 100 * number + from + Math.floor(i / 5)),
      };
    },
  });
  return { look, step, asked, wait: (ms: number) => (at += ms) };
}

test("the network is asked after a step, at most twice a second, and not between two steps", () => {
  const { look, step, wait } = looking();
  look.enter(step(1, 1));
  expect(look.picture(false)).toMatchObject({ from: 10, epoch: 1, kept: false });
  look.leave();
  look.enter(step(3, 1));
  expect(look.picture(false)).toBeUndefined();
  wait(500);
  expect(look.picture(false)?.predicted[0]).toBe(310);
  look.leave();
  wait(500);
  look.turn(0);
  expect(look.picture(false)).toBeUndefined();
});

test("where a run rests its last step is shown, and another stretch at once", () => {
  const { look, step } = looking();
  look.enter(step(1, 1));
  look.picture(false);
  look.leave();
  look.enter(step(3, 1));
  expect(look.picture(true)?.predicted[0]).toBe(310);
  expect(look.picture(true)).toBeUndefined();
  look.turn(4);
  expect(look.picture(true)).toMatchObject({ from: 4 });
  look.turn(99);
  expect(look.picture(true)).toMatchObject({ from: 10 });
});

test("when the fit has ended, all stretches are those of the network that was kept", () => {
  const { look, step } = looking();
  look.enter(step(2, 2));
  look.keep();
  look.leave();
  look.enter(step(4, 2));
  look.leave();
  look.end();
  expect(look.picture(false)).toMatchObject({ epoch: 1, kept: true });
  look.turn(3);
  expect(look.picture(false)?.predicted[0]).toBe(203);
});
