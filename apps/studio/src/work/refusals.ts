// What stands in the way, as the page says it: in the library's words, with what would cure it as settings of the page.
import { RecurraError } from "recurra";
import { errorJson, type Phrase, partsOf, putPhrase, valuesOf } from "recurra/core";
import type { Cure, Refusal } from "../engine/file-answers.ts";
import { wording } from "../engine/wording.ts";

/** What an error says. Others than the library's are no fault of a file. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof RecurraError))
    return { code: "", message: error instanceof Error ? error.message : String(error), cures: [] };
  const { code, message } = errorJson(error, wording);
  return { code, message, cures: curesOf(error.details.remedies ?? []) };
}

/** Each thing that can be done; of several values to choose from, each. */
export function curesOf(remedies: readonly Phrase[]): Cure[] {
  return remedies.flatMap((remedy): Cure[] => {
    const words = putPhrase(remedy, wording, true);
    if (words === undefined) return [];
    const mentions = partsOf(remedy).flatMap((part) => (typeof part === "object" && "option" in part ? [part] : []));
    const settable = mentions.every(({ value, like }) => value !== undefined && like === undefined);
    if (mentions.length === 0 || !settable) return [{ words }];
    const [first, ...others] = mentions.map(({ option, ...mention }) =>
      valuesOf({ option, ...mention }).map((value) => [option, textOf(option, value)] as const),
    );
    return first.map(([option, text]) => {
      const settings: Record<string, string> = { [option]: text };
      // Several marks of one finding are one setting.
      for (const [[other, more]] of others) settings[other] = other in settings ? `${settings[other]},${more}` : more;
      return { words, settings };
    });
  });
}

/** As a link has it. */
function textOf(option: string, value: unknown): string {
  if (option === "delimiter" && value === "\t") return "tab";
  if (option === "delimiter" && value === " ") return "space";
  return String(value);
}
