// The module's exports: one file per family of kernels. Kernels know pointers and sizes, nothing else.
export * from "./gemm";
