import { grouped } from "../../words/grouped.ts";
import type { Season } from "./season.ts";

/** "24 rows (a day), 168 rows (a week)"; "48 rows" for a season without a name of its own; "none". */
export function seasonWords(seasons: readonly Season[]): string {
  const words = seasons.map(({ rows, name }) => {
    const count = `${Number.isInteger(rows) ? grouped(rows) : rows.toFixed(2)} rows`;
    return name === `${rows} rows` ? count : `${count} (${name})`;
  });
  return words.length === 0 ? "none" : words.join(", ");
}
