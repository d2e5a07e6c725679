// The scores that docs/accuracy.md shows, in one file: a run with --write puts its own in the place of older ones of the same kind.
import { readFileSync, writeFileSync } from "node:fs";

const FILE = new URL("results.json", import.meta.url);
/** What makes two results scores of the same. */
const KEY = ["protocol", "set", "part", "horizon", "season", "lookback", "asked", "method", "settings"];

export function readResults() {
  return JSON.parse(readFileSync(FILE, "utf8"));
}

/** The old ones but for those that are new, then the new ones; of one kind together, in the order in which they came. */
export function mergeResults(old, fresh) {
  const key = (result) => JSON.stringify(KEY.map((name) => result[name] ?? null));
  const newer = new Map(fresh.map((result) => [key(result), result]));
  const merged = old.map((result) => {
    const own = newer.get(key(result));
    newer.delete(key(result));
    return own ?? result;
  });
  return [...merged, ...newer.values()];
}

export function writeResults(results) {
  writeFileSync(FILE, `${JSON.stringify(results.map(rounded), null, 2)}\n`);
}

/** Six digits are more than anybody compares. */
function rounded(result) {
  return JSON.parse(
    JSON.stringify(result, (_, value) => (typeof value === "number" ? Number(value.toPrecision(6)) : value)),
  );
}
