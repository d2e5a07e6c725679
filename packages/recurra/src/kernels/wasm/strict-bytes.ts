import { bytesOf } from "./byte-text.ts";
import { strictModule, strictOrder } from "./strict-module.generated.ts";

/** The kernels as WebAssembly: those of mode "strict". */
export function strictBytes(): Uint8Array<ArrayBuffer> {
  return bytesOf(strictModule, strictOrder);
}
