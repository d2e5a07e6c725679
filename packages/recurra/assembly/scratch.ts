// Room behind the module's constants for operands on their way through a product. Nothing in it outlives a call.
// It is no `memory.data`: the zeros of that would lie in the module.

/** Bytes of `scratch()`: with the constants of a module it stays below the 31 KiB that each module has. */
export const SCRATCH_BYTES: usize = 25 * 1024;

/** The first address of the scratch room, a multiple of 64. */
// @ts-ignore: decorator
@inline
export function scratch(): usize {
  return (__heap_base + 63) & ~63;
}
