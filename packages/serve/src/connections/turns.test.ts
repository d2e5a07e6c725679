import { expect, test } from "vitest";
import { Turns } from "./turns.ts";

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("four pieces of work are done in a turn of the event loop, in the order in which they were asked for", async () => {
  const turns = new Turns();
  const done: number[] = [];
  for (let i = 0; i < 10; i++) turns.ask(() => done.push(i), false);
  expect(done).toEqual([]);
  await nextTurn();
  expect(done).toEqual(Array.from({ length: 4 }, (_, i) => i));
  await nextTurn();
  await nextTurn();
  expect(done).toEqual(Array.from({ length: 10 }, (_, i) => i));
});

test("work that asks again meanwhile goes to the end, so that one who asks always keeps nobody waiting", async () => {
  const turns = new Turns();
  const done: string[] = [];
  const greedy = (): void => {
    done.push("greedy");
    turns.ask(greedy, false);
  };
  turns.ask(greedy, false);
  for (let i = 0; i < 5; i++) turns.ask(() => done.push("other"), false);
  await nextTurn();
  await nextTurn();
  expect(done.filter((one) => one === "other")).toHaveLength(5);
  expect(done.filter((one) => one === "greedy")).toHaveLength(2);
  turns.leave(greedy);
});

test("what was asked for twice is done once, and what left is not done", async () => {
  const turns = new Turns();
  const done: string[] = [];
  const [twice, left] = [() => void done.push("twice"), () => void done.push("left")];
  turns.ask(twice, true);
  turns.ask(twice, true);
  turns.ask(left, true);
  turns.leave(left);
  await nextTurn();
  await nextTurn();
  expect(done).toEqual(["twice"]);
});

test("those that come first have three places of four, and all where there are no others; the others one at least", async () => {
  const turns = new Turns();
  const done: string[] = [];
  for (let i = 0; i < 9; i++) {
    turns.ask(() => done.push("o"), false);
    turns.ask(() => done.push("f"), true);
  }
  const text: string[] = [];
  for (let i = 0; i < 5; i++) {
    await nextTurn();
    text.push(done.splice(0).join(""));
  }
  expect(text).toEqual(["fffo", "fffo", "fffo", "oooo", "oo"]);
});
