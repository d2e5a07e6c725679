// Which month a word names, in any of the languages, also where it has a typing error.
import { editDistance } from "recurra/core";
import { languages } from "./languages.ts";

const NAMES: ReadonlyMap<string, number> = new Map(
  Object.values(languages).flatMap(({ months, short }) =>
    [months, short].flatMap((names) => names.map((name, i) => [bare(name), i + 1] as const)),
  ),
);

/** A word as it is compared: small letters, without the full stop of an abbreviation. */
function bare(word: string): string {
  return word.toLowerCase().replace(/\.$/, "");
}

/** The month, 1 to 12, of a word that is a name or an abbreviation of one. */
export function monthOf(word: string): number | undefined {
  return NAMES.get(bare(word));
}

/** Of a word with at most one letter left out, doubled, changed, or exchanged with its neighbour: the months whose names are nearest. */
export function nearestMonths(word: string): ReadonlySet<number> {
  const key = bare(word);
  let least = 2;
  const nearest = new Set<number>();
  for (const [name, month] of NAMES) {
    if (Math.abs(name.length - key.length) > 1) continue;
    const distance = isExchanged(key, name) ? 1 : editDistance(key, name);
    if (distance > 1 || distance > least) continue;
    if (distance < least) nearest.clear();
    least = distance;
    nearest.add(month);
  }
  return nearest;
}

/** Whether two words differ by the order of two neighbouring letters. */
function isExchanged(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const at = Array.from(one).findIndex((letter, i) => letter !== other[i]);
  if (at < 0) return false;
  return one.slice(0, at) + one[at + 1] + one[at] + one.slice(at + 2) === other;
}
