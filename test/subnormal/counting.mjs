// The strict kernels with a count in every multiplication, division, addition and subtraction: how many there were, and how many of the first two met or made
// a subnormal number. Processors are slow there; how slow differs, so that a count says more than a time. The library starts these kernels in place of its own.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import binaryen from "assemblyscript/binaryen";

const root = fileURLToPath(new URL("../../packages/recurra/assembly", import.meta.url));

/** The kernels as text, compiled as the build does. */
async function kernelText() {
  let text = "";
  const args = ["index.ts", "-O3", "--noAssert", "--runtime", "stub", "--importMemory", "--memoryBase", "1024"];
  const { error, stderr } = await asc.main(
    [...args, "--enable", "simd", "--use", "FMA=0", "--textFile", "out.wat", "--outFile", "out.wasm"],
    {
      readFile: (name, base) => {
        const path = `${base === "." || base === undefined ? root : base}/${name}`;
        return existsSync(path) ? readFileSync(path, "utf8") : null;
      },
      writeFile: (name, contents) => {
        if (name.endsWith(".wat")) text = contents;
      },
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`the kernels do not compile: ${stderr}`);
  return text;
}

const four = (bits) => `(v128.const i32x4 ${`${bits} `.repeat(4)})`;
const present = (v) => `(f32x4.ne (local.get ${v}) ${four(0)})`;
const tiny = (v) => `(f32x4.lt (f32x4.abs (local.get ${v})) ${four("0x00800000")})`;
const subnormal = (v) => `(v128.and ${tiny(v)} ${present(v)})`;
const finite = (v) => `(f32x4.lt (f32x4.abs (local.get ${v})) ${four("0x7f800000")})`;

/** A function in place of an operation. A product of numbers that are not 0 counts where it is too small for a normal number, also where that leaves 0. */
function counted(op) {
  const made = `(v128.and ${tiny("$r")} (v128.and ${present("$a")} ${op === "mul" ? present("$b") : finite("$b")}))`;
  const hit = `(v128.or (v128.or ${subnormal("$a")} ${subnormal("$b")}) ${made})`;
  const note = `(if (v128.any_true ${hit}) (then (global.set $slow (i64.add (global.get $slow) (i64.const 1)))))`;
  return `(func $counted_${op} (param $a v128) (param $b v128) (result v128) (local $r v128)
    (global.set $all (i64.add (global.get $all) (i64.const 1)))
    (local.set $r (f32x4.${op} (local.get $a) (local.get $b)))
    ${op === "mul" || op === "div" ? note : ""}
    (local.get $r))`;
}

/** Starts the counting kernels wherever the library starts its own from now on; gives the counts so far. */
export async function countingKernels() {
  const operations = ["mul", "div", "add", "sub"];
  let text = await kernelText();
  for (const op of operations) text = text.replaceAll(`f32x4.${op}\n`, `call $counted_${op}\n`);
  const globals = ["all", "slow"].map((name) => `(global $${name} (export "${name}") (mut i64) (i64.const 0))`);
  const module = binaryen.parseText(
    text.trimEnd().replace(/\)$/, `${globals.join("\n")}${operations.map(counted).join("\n")})`),
  );
  const { SIMD128, BulkMemory, MutableGlobals, BulkMemoryOpt = 0 } = binaryen.Features;
  module.setFeatures(SIMD128 | BulkMemory | MutableGlobals | BulkMemoryOpt);
  const bytes = module.emitBinary();
  const { Module, Instance } = WebAssembly;
  let exports;
  WebAssembly.Module = new Proxy(Module, { construct: () => new Module(bytes) });
  WebAssembly.Instance = new Proxy(Instance, {
    construct(_, [compiled, imports]) {
      const instance = new Instance(compiled, imports);
      exports = instance.exports;
      return instance;
    },
  });
  return () => ({ all: Number(exports?.all.value ?? 0), slow: Number(exports?.slow.value ?? 0) });
}
