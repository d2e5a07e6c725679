import { scratch, SCRATCH_BYTES } from "./scratch";

/** The first address after this module's constants and its scratch room. */
export function heapBase(): usize {
  return scratch() + SCRATCH_BYTES;
}
