// The kernels of packages/recurra/assembly, compiled as the build does, with those that the module keeps to itself, and a loop that shows the peak of a core.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const entry = `
import { madd } from "./arithmetic";
export * from "./index";
export { gruAfterBackward, gruAfterForward } from "./cells/gru";
export { lstmBackward, lstmForward } from "./cells/lstm";
export { rnnBackward, rnnForward } from "./cells/rnn";

/** Twelve accumulators: enough to hide what a multiply-add takes. */
export function registers(at: usize, k: i32): void {
  const x = v128.load(at), y = v128.load(at, 16);
  let a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, l = y, m = y;
  for (; k > 0; k--) {
    a = madd(a, x, y); b = madd(b, x, y); c = madd(c, x, y); d = madd(d, x, y); e = madd(e, x, y); f = madd(f, x, y);
    g = madd(g, x, y); h = madd(h, x, y); i = madd(i, x, y); j = madd(j, x, y); l = madd(l, x, y); m = madd(m, x, y);
  }
  a = f32x4.add(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.add(e, f));
  v128.store(at, f32x4.add(a, f32x4.add(f32x4.add(f32x4.add(g, h), f32x4.add(i, j)), f32x4.add(l, m))), 32);
}
`;

/** The cells' loops over gates, which the module keeps to itself. */
const ownLoops = /^(function (?:rnn|lstm|gruAfter)(?:Forward|Backward)\b)/gm;

/** The module's exports on `memory`, for mode "strict" or "fast". `root`: the assembly folder of another checkout, whose signatures must be the same. */
export async function kernelModule(
  mode,
  memory,
  root = fileURLToPath(new URL("../packages/recurra/assembly", import.meta.url)),
) {
  let binary;
  const features = mode === "fast" ? "simd,relaxed-simd" : "simd";
  const fixed = ["entry.ts", "-O3", "--noAssert", "--runtime", "stub", "--importMemory", "--memoryBase", "1024"];
  const args = [...fixed, "--enable", features, "--use", `FMA=${mode === "fast" ? 1 : 0}`, "--outFile", "out.wasm"];
  const { error, stderr } = await asc.main(args, {
    readFile: (name, base) => {
      if (name === "entry.ts") return entry;
      const path = `${base === "." || base === undefined ? root : base}/${name}`;
      return existsSync(path) ? readFileSync(path, "utf8").replace(ownLoops, "export $1") : null;
    },
    writeFile: (name, contents) => {
      if (name.endsWith(".wasm")) binary = contents;
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`the kernels do not compile: ${stderr.toString()}`);
  if (!WebAssembly.validate(binary)) throw new Error(`this JavaScript engine does not accept the ${mode} module.`);
  const refuse = (what) => () => {
    throw new Error(`kernels: ${what}`);
  };
  const env = { memory, abort: refuse("aborted"), sgemm: refuse("no BLAS here") };
  return (await WebAssembly.instantiate(binary, { env })).instance.exports;
}
