import { expect, test } from "vitest";
import { Watching } from "./watching.ts";

test("what is watched is drawn anew with each turn of the dial, until nobody looks any more", () => {
  const watching = new Watching();
  const drawn: (number | undefined)[] = [];
  watching.turn(0.2);
  watching.onTurn(() => drawn.push(watching.dial));
  watching.turn(0.5);
  watching.turn(1);
  watching.end();
  watching.turn(2);
  expect(drawn).toEqual([0.5, 1]);
});

test("the network is let go once, also where nobody looked any more before it could be", () => {
  const watching = new Watching();
  let freed = 0;
  watching.onEnd(() => freed++);
  watching.end();
  watching.end();
  expect(freed).toBe(1);
  watching.onEnd(() => freed++);
  expect(freed).toBe(2);
});
