import { OBJECTS, requireMembers, TEXTS } from "./members.ts";
import type { ForecastData } from "./result.ts";

/** What a page says about the data, each thing once: a file that was turned round has both a note and a finding. */
export function remarksOn(data: Pick<ForecastData, "notes" | "findings">): string[] {
  requireMembers("remarksOn", "data", data, { notes: TEXTS, findings: OBJECTS });
  const { notes, findings } = data;
  const found = findings.filter(({ kind }) => kind !== "reversed" || notes.length === 0);
  return [...notes, ...found.map(({ message }) => message)];
}
