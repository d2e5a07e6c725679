import { OptionError } from "../../core/errors.ts";

/** The error for a document that cannot be drawn: which block, what it needs and what it has. */
export function malformed(block: { readonly kind: string; readonly title?: string }, problem: string): OptionError {
  const name = block.title === undefined ? `a ${block.kind} block` : `the ${block.kind} block "${block.title}"`;
  return new OptionError("DOCUMENT", `documentPage: ${name}: ${problem}`);
}
