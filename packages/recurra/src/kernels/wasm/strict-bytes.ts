import { bytesOf } from "./byte-text.ts";
import { strictClasses as classes, strictModule, strictOrder } from "./strict-module.generated.ts";

/** The kernels as WebAssembly: those of mode "strict". */
export function strictBytes(): Uint8Array<ArrayBuffer> {
  return bytesOf(strictModule, strictOrder);
}

/** The classes of their signatures, in the order of their names; those of mode "fast" have the same. */
export function strictClasses(): string {
  return classes;
}
