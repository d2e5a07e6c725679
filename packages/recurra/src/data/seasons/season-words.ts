import { list, type OptionRule, requireOption } from "../../core/option-rules.ts";
import { grouped } from "../../words/grouped.ts";
import type { Season } from "./season.ts";

const SEASONS: OptionRule<ArrayLike<Season>> = /* @__PURE__ */ list(
  "a list of seasons, { rows, name }",
  (one): one is Season => {
    const { rows, name } = (one ?? {}) as Partial<Season>;
    return typeof rows === "number" && typeof name === "string";
  },
);

/** "24 rows (a day), 168 rows (a week)"; "48 rows" for a season without a name of its own; "none". */
export function seasonWords(seasons: readonly Season[]): string {
  requireOption("seasonWords", "seasons", SEASONS, seasons);
  const words = seasons.map(({ rows, name }) => {
    const count = `${Number.isInteger(rows) ? grouped(rows) : rows.toFixed(2)} rows`;
    return name === `${rows} rows` ? count : `${count} (${name})`;
  });
  return words.length === 0 ? "none" : words.join(", ");
}
