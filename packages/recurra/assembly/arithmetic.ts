// The one place where the two modules differ. `strict` multiplies, then adds: WebAssembly SIMD gives the same bits on
// every engine and processor. `fast` fuses the two where the processor can. FMA is set by the build (--use FMA=0|1).

// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (FMA) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(c, f32x4.mul(a, b));
}
