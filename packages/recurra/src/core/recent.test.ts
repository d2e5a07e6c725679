import { expect, test } from "vitest";
import { Recent } from "./recent.ts";

test("what was made of late is not made again, and the oldest goes first", () => {
  const recent = new Recent<object>(2);
  const make = () => ({});
  const [a, b] = [recent.of("a", make), recent.of("b", make)];
  expect(recent.of("a", make)).toBe(a);
  recent.of("c", make);
  expect(recent.of("a", make)).toBe(a);
  expect(recent.of("b", make)).not.toBe(b);
});

test("nothing, too, is made once", () => {
  const recent = new Recent<undefined>(1);
  let made = 0;
  for (let i = 0; i < 3; i++) recent.of("a", () => void made++);
  expect(made).toBe(1);
});
