// "Did you mean": the names nearest to a mistyped one.

import { listedFirst } from "../words/listed.ts";

/** Number of single-character insertions, deletions and substitutions that turn `a` into `b` (Levenshtein 1966). */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substitution, previous[j] + 1, current[j - 1] + 1));
    }
    previous = current;
  }
  return previous[b.length];
}

/** Up to three of `names` that resemble `wanted`, nearest first; letters' case does not count, a contained name does. */
export function nearestNames(wanted: string, names: readonly string[]): string[] {
  const key = wanted.toLowerCase().slice(0, 100);
  const limit = Math.max(2, Math.floor(key.length / 2));
  return names
    .map((name, order) => {
      const other = name.toLowerCase().slice(0, 100);
      const contained = key.length >= 3 && (other.includes(key) || (other.length >= 3 && key.includes(other)));
      return {
        name,
        order,
        distance: Math.min(editDistance(key, other), contained ? limit : Number.POSITIVE_INFINITY),
      };
    })
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || a.order - b.order)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** `Nearest: "Close", "Adj Close"`, or the names there are when none is near: a sentence without its full stop. */
export function suggestNames(wanted: string, names: readonly string[]): string {
  const near = nearestNames(wanted, names);
  if (near.length > 0) return `Nearest: ${listNames(near)}`;
  if (names.length === 0) return "There are no columns of numbers";
  return `There are: ${listNames(names)}`;
}

/** Names in quotes, separated by commas; long lists are cut and counted. */
export function listNames(names: readonly string[], most = 8): string {
  return listedFirst(names.map(quoteCell), most);
}

/** A cell or name for a message: in quotes, on one line, cut when long. */
export function quoteCell(cell: string): string {
  // A cut through a character of two halves leaves none of it.
  const shown = cell.length > 40 ? `${cell.slice(0, 37).replace(/[\ud800-\udbff]$/, "")}...` : cell;
  return JSON.stringify(shown).replace(lineEnds, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Signs that end a line or steer a terminal, and that JSON leaves as they are. */
const lineEnds = /[\x7f-\x9f\u2028\u2029]/g;
