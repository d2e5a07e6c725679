// The exports of the second module: kernels that not every program needs. It has no products, so it is the same in all modes.
export * from "./along";
export * from "./choice";
export * from "./classes";
export * from "./ctc";
export * from "./logistic";
export * from "./normalise";
export * from "./steps";
export * from "./waves";
