import * as portableMath from "../core/math.ts";
import type { AxisSpan } from "./ticks.ts";

/** From values to pixels. */
export function scaleOf(
  { type, domain }: Pick<AxisSpan, "type" | "domain">,
  from: number,
  to: number,
): (value: number) => number {
  const turn = type === "log" ? portableMath.log : (value: number): number => value;
  const [low, high] = [turn(domain[0]), turn(domain[1])];
  return (value) => from + ((turn(value) - low) / (high - low)) * (to - from);
}
