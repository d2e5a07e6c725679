/** For commands that compute: main.ts looks for it before anything is read, since the engine must be told before the kernels start. */
export const NARROW_FLAG = "--narrow-vectors";

export const NARROW_OPTION = [
  NARROW_FLAG,
  "compute with vectors of 128 bits, where 256 would be used; the same bits (or RECURRA_WIDE=0)",
] as const;
