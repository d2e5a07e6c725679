// Two copies of the library in one process (two versions that npm installed side by side, a bundle beside a package) have two memories:
// an address of one means nothing in the other. So every object says which copy it is of, and those of another one are refused.

/** This copy. Each has its own object; the version is that of package.json. */
export const COPY: { readonly version: string } = { version: "0.1.0" };

/** The copy that an object of the library is of, where it is another one than this. */
export function otherCopy(value: unknown): { readonly version: string } | undefined {
  const copy = (value as { readonly recurraCopy?: typeof COPY } | null | undefined)?.recurraCopy;
  return copy === COPY ? undefined : copy;
}
