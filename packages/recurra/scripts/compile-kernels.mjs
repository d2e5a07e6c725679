// Compiles assembly/ to one WebAssembly module. Beside the kernels it has `runCalls`, which makes a list of calls of them (a plan, see
// src/tensor/plan.ts) without coming back to JavaScript in between. It is written here, from the signatures of the kernels: a call is
// the kernel's number and its arguments, as `callWords` of src/kernels/wasm/program.ts writes them. Numbers are places in the sorted
// names of the exports, and in the exported table of functions, which that file fills.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const folder = fileURLToPath(new URL("../assembly", import.meta.url));
const runner = "runCalls";

/** The module of a mode, as { binary, text }: multiply-adds are fused where `fma` is 1. Throws with what the compiler says. */
export async function compileKernels(fma) {
  const kernels = signaturesOf((await compile(fma, `export * from "./index";`)).binary);
  return compile(fma, runnerSource(kernels));
}

async function compile(fma, entry) {
  const found = { binary: undefined, text: undefined };
  const features = fma ? "simd,relaxed-simd" : "simd";
  // Both modules share one memory: their constants must not lie on top of each other.
  const base = fma ? 32_768 : 1_024;
  const args = [
    "entry.ts",
    "-O3",
    "--noAssert",
    "--runtime",
    "stub",
    "--importMemory",
    "--exportTable",
    "--enable",
    features,
  ];
  args.push("--memoryBase", `${base}`, "--use", `FMA=${fma}`, "--outFile", "out.wasm", "--textFile", "out.wat");
  const { error, stdout, stderr } = await asc.main(args, {
    readFile: (name, base) => {
      if (name === "entry.ts") return entry;
      const path = `${base === "." || base === undefined ? folder : base}/${name}`;
      return existsSync(path) ? readFileSync(path, "utf8") : null;
    },
    writeFile: (name, contents) => {
      if (name.endsWith(".wasm")) found.binary = Buffer.from(contents);
      else found.text = contents;
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`the kernels do not compile\n${stdout.toString()}${stderr.toString()}`);
  return found;
}

/** Each exported function with its signature, such as "i32,f32>void", in the order of the names. */
function signaturesOf(binary) {
  const { types, functions, exports } = sectionsOf(binary);
  return exports
    .map(({ name, index }) => ({ name, signature: types[functions[index]] }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** One case for each signature; the kernels' own are bytes of a table. */
function runnerSource(kernels) {
  const names = [...kernels.map(({ name }) => name), runner].sort();
  const signatures = [...new Set(kernels.map(({ signature }) => signature))];
  const cases = signatures.map((signature, number) => {
    const [parameters, result] = signature.split(">");
    const types = parameters === "" ? [] : parameters.split(",");
    const given = types.map((type, i) => `, ${type}At(at, ${i + 1})`).join("");
    return `case ${number}: call_indirect<${result}>(kernel${given}); at += ${16 * (1 + types.length)}; break;`;
  });
  const numbers = names.map((name) => signatures.indexOf(kernels.find((kernel) => kernel.name === name)?.signature));
  return `export * from "./index";
function i32At(at: usize, i: usize): i32 { return load<i32>(at + (i << 4), 8); }
function f32At(at: usize, i: usize): f32 { return <f32>load<f64>(at + (i << 4)); }
function f64At(at: usize, i: usize): f64 { return load<f64>(at + (i << 4)); }
export function ${runner}(at: usize, end: usize): void {
  const signatures = memory.data<u8>([${numbers.map((number) => number & 255).join(", ")}]);
  while (at < end) {
    const kernel = i32At(at, 0);
    switch (load<u8>(signatures + kernel)) {
      ${cases.join("\n      ")}
      default: unreachable();
    }
  }
}
`;
}

const valueTypes = { 127: "i32", 125: "f32", 124: "f64" };

/** What the type, import, function and export sections of a module say of its functions. */
function sectionsOf(bytes) {
  const found = { types: [], functions: [], exports: [] };
  let at = 8;
  const byte = () => bytes[at++];
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const next = byte();
      value += (next & 0x7f) * 2 ** shift;
      if (next < 0x80) return value;
    }
  };
  const text = () => {
    const length = number();
    at += length;
    return bytes.toString("utf8", at - length, at);
  };
  const list = (read) => Array.from({ length: number() }, read);
  const readers = {
    1: () => {
      found.types = list(() => {
        byte();
        const parameters = list(() => valueTypes[byte()]);
        const [result = "void"] = list(() => valueTypes[byte()]);
        return `${parameters}>${result}`;
      });
    },
    2: () =>
      list(() => {
        text();
        text();
        if (byte() === 0) found.functions.push(number());
        else at += 3; // the memory: its flags, its least and most pages
      }),
    3: () => found.functions.push(...list(number)),
    7: () =>
      list(() => {
        const [name, kind, index] = [text(), byte(), number()];
        if (kind === 0) found.exports.push({ name, index });
      }),
  };
  while (at < bytes.length) {
    const section = byte();
    const size = number();
    const end = at + size;
    readers[section]?.();
    at = end;
  }
  return found;
}
