import { expect, test, vi } from "vitest";
import { pointerPlaces } from "./pointer.ts";

type Plot = Parameters<ReturnType<typeof pointerPlaces>>[0];

const plot = (event: object | undefined, idx: number | null): Plot => ({ cursor: { event, idx } }) as unknown as Plot;

test("a pointer's place is told once for each of its moves, and none where it leaves", () => {
  const onPlace = vi.fn();
  const hear = pointerPlaces(onPlace);
  const [first, second] = [{}, {}];
  hear(plot(first, 3));
  hear(plot(second, null));
  expect(onPlace.mock.calls).toEqual([[3], [undefined]]);
});

test("a plot that is drawn anew below a pointer that rests tells nothing: keys may have moved the cursor since", () => {
  const onPlace = vi.fn();
  const hear = pointerPlaces(onPlace);
  const event = {};
  hear(plot(event, 3));
  hear(plot(event, 4));
  hear(plot(undefined, 5));
  expect(onPlace.mock.calls).toEqual([[3]]);
});
