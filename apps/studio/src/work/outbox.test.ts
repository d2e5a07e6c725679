import { expect, test } from "vitest";
import { Outbox } from "./outbox.ts";

function outbox() {
  const posted: number[] = [];
  const clock = { now: 0 };
  let made = 0;
  const box = new Outbox<number>({ post: (one) => posted.push(one), now: () => clock.now });
  const offer = (value: number): void =>
    box.offer(() => {
      made++;
      return value;
    });
  return { box, posted, clock, offer, made: () => made };
}

test("at most one in 100 ms goes out, and what does not is not made", () => {
  const { box, posted, clock, offer, made } = outbox();
  for (let ms = 0; ms < 1000; ms += 10) {
    clock.now = ms;
    offer(ms);
    box.acknowledge();
  }
  expect(posted).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900]);
  expect(made()).toBe(10);
});

test("nothing goes out before the page has the one before, and then it is the latest", () => {
  const { box, posted, clock, offer } = outbox();
  offer(1);
  for (const ms of [200, 400, 600]) {
    clock.now = ms;
    offer(ms);
  }
  expect(posted).toEqual([1]);
  box.acknowledge();
  expect(posted).toEqual([1, 600]);
});

test("the last one goes out however soon it comes, with the page's next word at the latest", () => {
  const { box, posted, clock, offer } = outbox();
  offer(1);
  clock.now = 10;
  box.offerLast(() => 2);
  expect(posted).toEqual([1]);
  box.acknowledge();
  expect(posted).toEqual([1, 2]);
  box.acknowledge();
  clock.now = 20;
  box.offerLast(() => 3);
  expect(posted).toEqual([1, 2, 3]);
});

test("a word of the page without anything new posts nothing", () => {
  const { box, posted, clock, offer } = outbox();
  offer(1);
  box.acknowledge();
  clock.now = 1000;
  box.acknowledge();
  expect(posted).toEqual([1]);
});

test("a snapshot that took long to make leaves as much time to the training as any other", () => {
  const { box, posted, clock, offer } = outbox();
  box.offer(() => {
    clock.now = 90;
    return 0;
  });
  box.acknowledge();
  for (const ms of [100, 180, 190]) {
    clock.now = ms;
    offer(ms);
  }
  expect(posted).toEqual([0, 190]);
});
