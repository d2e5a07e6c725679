// The language of the page: settings by their labels in the form.
import type { Wording } from "recurra/core";

/** "learningRate" as "learning rate". */
export function labelOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** What only programs and the command line have: what would need it is not offered. */
const ABSENT: readonly string[] = ["columns", "series", "futureFile", "name", "resume"];

export const wording: Wording = {
  option: (name, value) =>
    ABSENT.includes(name) ? undefined : value === undefined ? `"${labelOf(name)}"` : `"${labelOf(name)}: ${value}"`,
  call: () => undefined, // nobody writes programs there
  speaker: () => undefined, // or knows functions by name
};
