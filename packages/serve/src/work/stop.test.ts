import { expect, test } from "vitest";
import { Stopper } from "./stop.ts";

test("all that listen hear of it once, and the first reason holds", () => {
  const stop = new Stopper();
  const heard: string[] = [];
  const deaf = (): unknown => heard.push("deaf");
  stop.addEventListener("abort", () => heard.push(String(stop.reason)));
  stop.addEventListener("abort", deaf);
  stop.removeEventListener("abort", deaf);
  expect(stop.aborted).toBe(false);
  stop.abort("late");
  stop.abort("left");
  expect([stop.aborted, stop.reason, heard]).toEqual([true, "late", ["late"]]);
});
