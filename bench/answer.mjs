// The side of a contender: warm up, say so in a line, then answer every line on standard input with a line of JSON.
//   "" -> { seconds }: the time of one run; short ones are repeated until they fill 50 ms, and the mean counts.
//   "memory" -> { megabytes }: the largest resident set of this process so far.
// peers/torch_peer.py speaks the same. The end of standard input is the end of the process.
import { createInterface } from "node:readline";
import { mostResident } from "./resident.mjs";

const tell = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** The seconds of one run, as the mean of `repeats` of them. */
async function secondsOf(run, repeats) {
  const start = performance.now();
  for (let i = 0; i < repeats; i++) await run();
  return (performance.now() - start) / 1000 / repeats;
}

/** At least two runs and half a second, so that every function has been compiled; the seconds of the last run. */
async function warmUp(run) {
  const start = performance.now();
  await run();
  for (;;) {
    const seconds = await secondsOf(run, 1);
    if (performance.now() - start > 500) return seconds;
  }
}

/** `about` goes into the first line. A `run` that does only a part of the work says how often it fits (`scale`). */
export async function answer(about, run, { scale = 1, end } = {}) {
  const once = await warmUp(run);
  const repeats = Math.max(1, Math.ceil(0.05 / once));
  tell(about);
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === "memory") tell({ megabytes: mostResident() });
    else tell({ seconds: (await secondsOf(run, repeats)) * scale });
  }
  await end?.();
}

/** In place of a first line: why there is nothing to measure. */
export function decline(reason) {
  tell({ unavailable: reason });
}
