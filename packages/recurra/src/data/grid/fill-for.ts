import { candidateSeasons } from "../seasons/candidates.ts";
import type { GapFill } from "../table/repair-method.ts";
import type { TimeIndex } from "../time/time-index.ts";

/** The way to fill gaps that is offered, which uses the past only: by seasons, where the times suggest one and hold it twice. */
export function fillFor(times: TimeIndex): GapFill {
  const [shortest] = candidateSeasons(times);
  return shortest !== undefined && 2 * shortest.rows <= times.length ? "seasonal" : "forward-fill";
}
