// The head of a worker's script in mode "native". It is compiled into a text of its own (scripts/build-worker.mjs), so that pages, where
// there is no BLAS, do not load it.
import { type NativeScope, sgemmFrom } from "../kernels/wasm/sgemm.ts";

(globalThis as NativeScope).recurraSgemm = sgemmFrom;
