import { expect, test, vi } from "vitest";
import { Turns } from "./turns.ts";

test("work of 20 ms gives the event loop a turn, in which it may be called off; less work does not", async () => {
  const clock = vi.spyOn(performance, "now").mockReturnValue(0);
  const controller = new AbortController();
  const turns = new Turns(controller.signal);
  setTimeout(() => controller.abort(new Error("enough")));
  clock.mockReturnValue(19);
  await turns.next();
  expect(controller.signal.aborted).toBe(false);
  clock.mockReturnValue(20);
  await expect(turns.next()).rejects.toThrow("enough");
  clock.mockRestore();
});

test("a run that has been called off does no further work", async () => {
  await expect(new Turns(AbortSignal.abort(new Error("enough"))).next()).rejects.toThrow("enough");
});
