import { OptionError } from "recurra";

/** The error for a document that cannot be drawn: which block, what it needs and what it has. */
export function malformed(
  { kind, title }: { readonly kind: string; readonly title?: string },
  problem: string,
): OptionError {
  const name = title === undefined ? `one of the ${kind} blocks` : `the ${kind} block "${title}"`;
  return new OptionError("DOCUMENT", "documentPage", `${name}: ${problem}`);
}
