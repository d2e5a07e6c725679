import { expect, test } from "vitest";
import { LossTrack } from "./loss-track.ts";

test("few losses are kept one by one, with the step at which each phase began", () => {
  const track = new LossTrack();
  track.add([3, 2], [{ name: "a", from: 0 }]);
  track.add([5], [{ name: "b", from: 2 }]);
  expect(track.columns()).toEqual({ steps: [1, 2, 3], low: [3, 2, 5], high: [3, 2, 5] });
  expect(track.phases).toEqual([
    { name: "a", from: 0 },
    { name: "b", from: 2 },
  ]);
});

test("a million losses take bounded room, and the least and the greatest are kept", () => {
  const track = new LossTrack();
  const losses = Float32Array.from({ length: 1000 }, (_, i) => i / 1000);
  for (let i = 0; i < 1000; i++) track.add(i === 777 ? losses.map((v, k) => (k === 5 ? 99 : v)) : losses);
  const { steps, low, high } = track.columns();
  expect(track.length).toBe(1_000_000);
  expect(steps.length).toBeLessThanOrEqual(4096);
  expect(Math.max(...high)).toBe(99);
  expect(Math.min(...low)).toBe(0);
  expect(steps.at(-1)!).toBeLessThanOrEqual(1_000_000);
});

test("a track that was kept goes on as the one that it was", () => {
  const losses = Float32Array.from({ length: 9000 }, (_, i) => ((i * 7919) % 1013) / 1013);
  const whole = new LossTrack();
  whole.add(losses, [{ name: "a", from: 0 }]);
  const first = new LossTrack();
  first.add(losses.subarray(0, 4999), [{ name: "a", from: 0 }]);
  const again = LossTrack.from(first.stored());
  expect(again.equals(first)).toBe(true);
  again.add(losses.subarray(4999));
  expect(again.equals(whole)).toBe(true);
  expect(again.stored()).toEqual(whole.stored());
  again.add([1]);
  expect(again.equals(whole)).toBe(false);
});
