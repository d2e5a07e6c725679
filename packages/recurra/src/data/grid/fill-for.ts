import { candidateSeasons } from "../seasons/candidates.ts";
import type { GapFill } from "../table/repair-method.ts";
import type { TimeIndex } from "../time/time-index.ts";

/** The way to fill gaps that is offered, which uses the past only: by seasons, where the times suggest any. */
export function fillFor(times: TimeIndex): GapFill {
  return candidateSeasons(times).length === 0 ? "forward-fill" : "seasonal";
}
