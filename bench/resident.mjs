// The largest resident set of this process so far.
import { existsSync, readFileSync } from "node:fs";

const status = "/proc/self/status";

/** In MiB. On Linux the system's own count: what getrusage() tells begins with the size of the process that started this one. */
export function mostResident() {
  const said = existsSync(status) ? /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(status, "utf8")) : null;
  return (said ? Number(said[1]) : process.resourceUsage().maxRSS) / 1024;
}
