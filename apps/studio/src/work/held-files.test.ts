import { expect, test } from "vitest";
import { HeldFiles } from "./held-files.ts";

const file = (size: number) => ({ name: `${size}.csv`, bytes: new Uint8Array(size) });

test("the files used longest ago go first, until the others fit", () => {
  const held = new HeldFiles();
  for (const name of ["a", "b", "c"]) held.put(name, file(4));
  held.get("a");
  expect(held.letGo(9)).toEqual(["b"]);
  expect([held.get("b"), held.get("c")?.bytes.length, held.get("a")?.bytes.length]).toEqual([undefined, 4, 4]);
  expect(held.letGo(9)).toEqual([]);
});

test("the file used last stays, however large it is", () => {
  const held = new HeldFiles();
  held.put("a", file(4));
  held.put("b", file(100));
  expect(held.letGo(9)).toEqual(["a"]);
  expect(held.get("b")?.bytes.length).toBe(100);
});

test("a file that is opened again is used again", () => {
  const held = new HeldFiles();
  held.put("a", file(4));
  held.put("b", file(4));
  held.put("a", file(4));
  expect(held.letGo(5)).toEqual(["b"]);
});
