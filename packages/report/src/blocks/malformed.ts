import { OptionError } from "recurra";

/** The error for a document that cannot be drawn: which block, what it needs and what it has. */
export function malformed(
  { kind, title }: { readonly kind: string; readonly title?: string },
  problem: string,
  cause?: unknown,
): OptionError {
  const name = title === undefined ? `one of the ${kind} blocks` : `the ${kind} block "${title}"`;
  return new OptionError("DOCUMENT", "documentPage", `${name}: ${problem}`, cause === undefined ? {} : { cause });
}
