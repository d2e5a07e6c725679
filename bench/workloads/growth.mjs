// One step of a GRU with 8 inputs at any size, for how its cost grows with B, T and H. Named "growth-BxTxH".
import { GRU, manualSeed } from "recurra";
import { uniform } from "./uniform.mjs";
import { stepOf } from "./wide.mjs";

const sizes = (name) => name.match(/\d+/g).map(Number);

export function per(name) {
  const [B, T, H] = sizes(name);
  return `forward+backward of ${B} x ${T} x 8, GRU ${H}`;
}

export function library(name, options) {
  const [B, T, hiddenSize] = sizes(name);
  manualSeed(0);
  return stepOf(new GRU({ inputSize: 8, hiddenSize }), uniform("x", [B, T, 8]), options);
}
