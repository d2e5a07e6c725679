// recurra/wide: 256-bit vectors, in Node.
export { enableWide, type WideVectors } from "./enable-wide.ts";
