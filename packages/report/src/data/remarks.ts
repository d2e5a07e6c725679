import type { ForecastData } from "./result.ts";

/** What a page says about the data, each thing once: a file that was turned round has both a note and a finding. */
export function remarksOn({ notes, findings }: Pick<ForecastData, "notes" | "findings">): string[] {
  const found = findings.filter(({ kind }) => kind !== "reversed" || notes.length === 0);
  return [...notes, ...found.map(({ message }) => message)];
}
