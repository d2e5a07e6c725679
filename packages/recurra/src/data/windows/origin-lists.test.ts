import { expect, test } from "vitest";
import { OriginLists } from "./origin-lists.ts";

test("origins that follow each other are one list, and no other list is", () => {
  const lists = new OriginLists();
  const one = lists.shared(Uint32Array.of(3, 4, 5));
  expect(lists.shared(Uint32Array.of(3, 4, 5))).toBe(one);
  expect([...lists.shared(Uint32Array.of(4, 5, 6))]).toEqual([4, 5, 6]);
  expect([...lists.shared(Uint32Array.of(3, 5, 7))]).toEqual([3, 5, 7]);
  expect([...lists.shared(Uint32Array.of(3, 4))]).toEqual([3, 4]);
  expect(lists.shared(new Uint32Array())).toHaveLength(0);
  // A view keeps all that it is a view on.
  expect(one.buffer.byteLength).toBe(12);
});
