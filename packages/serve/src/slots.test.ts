import { expect, test } from "vitest";
import { Slots } from "./slots.ts";

const never = new AbortController().signal;

test("turns come in the order in which they were asked for", async () => {
  const slots = new Slots(2);
  const order: number[] = [];
  await Promise.all([slots.acquire(never), slots.acquire(never)]);
  const waiting = [1, 2, 3, 4].map((n) => slots.acquire(never).then(() => order.push(n)));
  expect(slots.waiting).toBe(4);
  for (let n = 0; n < 4; n++) slots.release();
  await Promise.all(waiting);
  expect(order).toEqual([1, 2, 3, 4]);
});

test("one that is aborted while it waits leaves, and takes nobody's turn", async () => {
  const slots = new Slots(1);
  await slots.acquire(never);
  const controller = new AbortController();
  const left = slots.acquire(never, controller.signal);
  const stays = slots.acquire(never);
  controller.abort(new Error("gone"));
  await expect(left).rejects.toThrow("gone");
  slots.release();
  await stays;
  slots.release();
  await slots.acquire(never);
  expect(slots.waiting).toBe(0);
});
