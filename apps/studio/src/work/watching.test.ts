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

test("what is seen is drawn anew when the page begins to look inside, or at another sequence, and not when it looks away", () => {
  const watching = new Watching();
  let drawn = 0;
  watching.onTurn(() => drawn++);
  watching.lookInto({ sequence: 0 });
  watching.lookInto({ sequence: 1 });
  expect(watching.look).toEqual({ sequence: 1 });
  watching.lookInto(undefined);
  expect(watching.look).toBe(undefined);
  expect(drawn).toBe(2);
});

test("a page that is shown again has what there is to see drawn anew; a hidden one has not", () => {
  const watching = new Watching();
  let drawn = 0;
  watching.onTurn(() => drawn++);
  watching.see(false);
  expect([watching.isSeen, drawn]).toEqual([false, 0]);
  watching.see(true);
  expect([watching.isSeen, drawn]).toEqual([true, 1]);
});
