/** The first address after this module's constants. */
export function heapBase(): usize {
  return __heap_base;
}
