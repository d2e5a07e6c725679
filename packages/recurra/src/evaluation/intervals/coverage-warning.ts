import { shortPercent } from "../../words/percent.ts";
import type { Coverage } from "./coverage.ts";

/** Windows below which a measured share is hardly one. */
const FEWEST = 10;
/** Points of a hundred by which measured coverage may differ from the level before it is warned of. */
const OFF = 10;

/**
 * The warning where intervals held more than ten points of a hundred less, or more, than their level; undefined where they kept nearer
 * to it, and where that was not measured, or on fewer than ten windows.
 */
export function coverageWarning({
  level,
  measured,
  measuredWindows,
}: Pick<Coverage, "level" | "measured"> & Partial<Pick<Coverage, "measuredWindows">>): string | undefined {
  if (measured === null || (measuredWindows ?? FEWEST) < FEWEST) return undefined;
  const points = 100 * (measured - level);
  // 0.8 - 0.9 is not quite -0.1.
  if (Math.abs(points) <= OFF + 1e-9) return undefined;
  const means = points < 0 ? "take them as too narrow" : "they are wider than needed";
  return `The ${shortPercent(level, 1)} intervals held ${shortPercent(measured, 1)}: ${means}.`;
}
