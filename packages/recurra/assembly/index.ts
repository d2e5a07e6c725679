// The module's exports: one file per family of kernels. Kernels know pointers and sizes, nothing else.
export * from "./constants";
export * from "./dropout";
export * from "./elementwise";
export * from "./embedding";
export { huberGradient, huberLoss, l1Gradient, l1Loss, mseGradient, mseLoss } from "./losses";
export * from "./noted-rows";
export * from "./optimizers";
export * from "./reduce";
export * from "./softmax";
export * from "./strided";
export { sigmoidArray, tanhArray } from "./functions";
export { gemm } from "./gemm";
export { gemmTN } from "./gemm-transposed";
export { addBlock, addBlockTransposed, packBlock, packPanels, packRow, packWide, packWideRow } from "./pack";
export { hostGemm } from "./product";
export { sequenceBackward, sequenceForward } from "./sequence";
