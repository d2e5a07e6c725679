import { expect, test } from "vitest";
import { Stopper } from "./stop.ts";

test("every listener is called once, and the first reason holds", () => {
  const stop = new Stopper();
  const reasons: string[] = [];
  const removed = (): unknown => reasons.push("removed");
  stop.addEventListener("abort", () => reasons.push(String(stop.reason)));
  stop.addEventListener("abort", removed);
  stop.removeEventListener("abort", removed);
  expect(stop.aborted).toBe(false);
  stop.abort("late");
  stop.abort("left");
  expect([stop.aborted, stop.reason, reasons]).toEqual([true, "late", ["late"]]);
});
