// Compiles assembly/ to WebAssembly: the first module, and a second of kernels that not every program needs. Beside its kernels the
// first has `runCalls`, which makes a list of calls (a plan, see src/tensor/plan.ts) of kernels of both without coming back to JavaScript in
// between. It is written here, from the signatures of the kernels: a call is the kernel's number and its arguments, as `callWords` of
// src/kernels/wasm/program.ts writes them. Numbers are places in the exported table of functions, which that file fills.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const folder = fileURLToPath(new URL("../assembly", import.meta.url));
const runner = "runCalls";

/**
 * The first module in both modes (multiply-adds are fused where `fma` is 1) and the second, each as { binary, text }, and the classes of
 * signatures of the first one's kernels, in the order of their names: a letter each. Throws with what the compiler says.
 */
export async function compileKernels() {
  const first = signaturesOf((await compile({ fma: 0, base: FIRST_BASE, entry: `export * from "./index";` })).binary);
  const others = signaturesOf(
    (await compile({ fma: 0, base: MORE_BASE, entry: `export * from "./more/index";` })).binary,
  );
  const signatures = [...new Set(first.map(({ signature }) => signature))];
  const all = [...first, { name: runner }].sort((a, b) => (a.name < b.name ? -1 : 1));
  const entry = runnerSource(signatures);
  return {
    strict: await compile({ fma: 0, base: FIRST_BASE, entry }),
    fast: await compile({ fma: 1, base: 32_768, entry }),
    more: await compile({ fma: 0, base: MORE_BASE, entry: oneSource(others) }),
    strictClasses: all
      .map(({ signature }) => String.fromCharCode(FIRST_CLASS + 1 + signatures.indexOf(signature)))
      .join(""),
  };
}

/** The second module's constants lie below those of the first, which begin at 1 KiB. */
const MORE_BASE = 64;
const FIRST_BASE = 1_024;

/** The letter of class 0. */
const FIRST_CLASS = 65;

/** `base` is where constants begin: all modules share one memory, so theirs must not lie on top of each other. */
async function compile({ fma, base, entry }) {
  const found = { binary: undefined, text: undefined };
  const features = fma ? "simd,relaxed-simd" : "simd";
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
  const ends = [...found.text.matchAll(/\(data [^\n]*?\(i32\.const (\d+)\) "((?:[^"\\]|\\.)*)"/g)].map(
    ([, at, text]) => Number(at) + text.replaceAll(/\\(?:[0-9a-f]{2}|.)/g, ".").length,
  );
  if (base === MORE_BASE && Math.max(0, ...ends) > FIRST_BASE) {
    throw new Error(
      `the second module's constants end at ${Math.max(...ends)}, above ${FIRST_BASE}, where the first one's begin`,
    );
  }
  return found;
}

/** Each exported function with its signature, such as "i32,f32>void", in the order of the names. */
function signaturesOf(binary) {
  const { types, functions, exports } = sectionsOf(binary);
  return exports
    .map(({ name, index }) => ({ name, signature: types[functions[index]] }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const readers = `
function i32At(at: usize, i: usize): i32 { return load<i32>(at + (i << 4), 8); }
function f32At(at: usize, i: usize): f32 { return <f32>load<f64>(at + (i << 4)); }
function f64At(at: usize, i: usize): f64 { return load<f64>(at + (i << 4)); }`;

/** The arguments of a signature, read from a call; how many bytes the call takes. */
function readCall(signature) {
  const [parameters, result] = signature.split(">");
  const types = parameters === "" ? [] : parameters.split(",");
  return { given: types.map((type, i) => `${type}At(at, ${i + 1})`), bytes: 16 * (1 + types.length), result };
}

/**
 * One case for each signature. The first word of a call has the class of the kernel's in its upper part (`callWords`); class 0 is a call of
 * a further module, which makes it by itself.
 */
function runnerSource(signatures) {
  const cases = signatures.map((signature, number) => {
    const { given, bytes, result } = readCall(signature);
    return `case ${number + 1}: call_indirect<${result}>(${["kernel & 0xffff", ...given].join(", ")}); at += ${bytes}; break;`;
  });
  return `export * from "./index";${readers}
export function ${runner}(at: usize, end: usize): void {
  while (at < end) {
    const kernel = i32At(at, 0);
    switch (kernel >> 16) {
      case 0: at = call_indirect<usize>(kernel, at + 16); break;
      ${cases.join("\n      ")}
      default: unreachable();
    }
  }
}
`;
}

/** `runOne` makes one call of a further module, whose first word is the kernel's place among the names, and says where the next begins. */
function oneSource(kernels) {
  const cases = kernels.map(({ name, signature }, number) => {
    const { given, bytes } = readCall(signature);
    return `case ${number}: ${name}(${given.join(", ")}); return at + ${bytes};`;
  });
  return `export * from "./more/index";
import { ${kernels.map(({ name }) => name).join(", ")} } from "./more/index";${readers}
export function runOne(at: usize): usize {
  switch (i32At(at, 0)) {
    ${cases.join("\n    ")}
    default: unreachable();
  }
  return at;
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
  const sections = {
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
    sections[section]?.();
    at = end;
  }
  return found;
}
