// Words that mean "no value" wherever they stand in place of a number, without anyone saying so.

const words = new Set(
  [
    ["", "-", "--", "---", "----", "–", "—", ".", "..", "...", "?", ":"],
    [
      "na",
      "n/a",
      "#nv",
      "(null)",
      "n.a.",
      "n.a",
      "#n/a",
      "#na",
      "#n/a n/a",
      "<na>",
      "nan",
      "-nan",
      "+nan",
      "nat",
      "null",
      "none",
      "nil",
    ],
    ["missing", "unavailable", "unknown", "not available", "no data", "nodata", "\\n"],
    ["#value!", "#div/0!", "#ref!", "#num!", "#name?", "#null!", "1.#qnan", "-1.#ind", "1.#ind"],
  ].flat(),
);

/** True for an empty cell and for one of the words, in any case; docs/data.md lists them. */
export function isMissing(cell: string): boolean {
  // A number at the first look: "1.#qnan" and "1.#ind" alone begin with a digit.
  const first = cell.charCodeAt(0);
  if (first >= 48 && first <= 57 && cell.charCodeAt(2) !== 35) return false;
  return cell.length <= 16 && words.has(cell.trim().toLowerCase());
}
