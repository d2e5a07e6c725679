import { expect, test } from "vitest";
import { Turns } from "./turns.ts";

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("sixteen pieces of work are done in a turn of the event loop, in the order in which they were asked for", async () => {
  const turns = new Turns();
  const done: number[] = [];
  for (let i = 0; i < 40; i++) turns.ask(() => done.push(i));
  expect(done).toEqual([]);
  await nextTurn();
  expect(done).toEqual(Array.from({ length: 16 }, (_, i) => i));
  await nextTurn();
  await nextTurn();
  expect(done).toEqual(Array.from({ length: 40 }, (_, i) => i));
});

test("work that asks again meanwhile goes to the end, so that one who asks always keeps nobody waiting", async () => {
  const turns = new Turns();
  const done: string[] = [];
  const greedy = (): void => {
    done.push("greedy");
    turns.ask(greedy);
  };
  turns.ask(greedy);
  for (let i = 0; i < 20; i++) turns.ask(() => done.push("other"));
  await nextTurn();
  await nextTurn();
  expect(done.filter((one) => one === "other")).toHaveLength(20);
  expect(done.filter((one) => one === "greedy")).toHaveLength(2);
  turns.leave(greedy);
});

test("what was asked for twice is done once, and what left is not done", async () => {
  const turns = new Turns();
  const done: string[] = [];
  const [twice, left] = [() => void done.push("twice"), () => void done.push("left")];
  turns.ask(twice);
  turns.ask(twice);
  turns.ask(left);
  turns.leave(left);
  await nextTurn();
  await nextTurn();
  expect(done).toEqual(["twice"]);
});
