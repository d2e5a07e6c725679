import { expect, test, vi } from "vitest";
import { Readings } from "./readings.ts";

test("a file is read once by the same settings, and again by others", async () => {
  const readings = new Readings<number>(3);
  const read = vi.fn(async () => read.mock.calls.length);
  expect(await readings.get("a", { decimal: "," }, read)).toBe(1);
  expect(await readings.get("a", { decimal: "," }, read)).toBe(1);
  expect(await readings.get("a", {}, read)).toBe(2);
});

test("of more readings than there is room for, those used longest ago are made anew", async () => {
  const readings = new Readings<string>(2);
  const read = vi.fn(async () => "read");
  for (const sha256 of ["a", "b", "a", "c", "a", "b"]) await readings.get(sha256, {}, read);
  expect(read).toHaveBeenCalledTimes(4);
});

test("what failed is tried anew, and a failure does not take a later reading with it", async () => {
  const readings = new Readings<string>(1);
  let fail = (_: Error): void => {};
  const failing = readings.get("a", {}, () => new Promise((_, reject) => (fail = reject)));
  readings.forget("a");
  await readings.get("a", {}, async () => "good");
  fail(new Error("no"));
  await expect(failing).rejects.toThrow("no");
  expect(await readings.get("a", {}, async () => "again")).toBe("good");
  await expect(readings.get("b", {}, () => Promise.reject(new Error("bad")))).rejects.toThrow("bad");
  expect(await readings.get("b", {}, async () => "again")).toBe("again");
});

test("what was read of a file that is not held any more is forgotten", async () => {
  const readings = new Readings<string>(3);
  for (const sha256 of ["a", "b"]) await readings.get(sha256, {}, async () => "first");
  readings.forget("a");
  expect(await readings.get("a", {}, async () => "second")).toBe("second");
  expect(await readings.get("b", {}, async () => "second")).toBe("first");
});
