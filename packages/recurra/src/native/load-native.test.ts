import { afterEach, describe, expect, test } from "vitest";
import { OptionError } from "../core/errors.ts";
import { withMode } from "../kernels/wasm/engine.ts";
import { nativeDescription, nativeSupported, provideNative } from "../kernels/wasm/native-mode.ts";
import { loadFrom } from "./load-native.ts";
import { FakeMemory, fakeHost } from "./plain-blas.fixture.ts";

afterEach(() => provideNative(undefined));

const memory = new FakeMemory();
const plain = () => ({
  cblas_sgemm: memory.sgemm(),
  openblas_get_config: () => "OpenBLAS 0.3.30 DYNAMIC_ARCH Haswell",
});

function errorOf(work: () => unknown): OptionError {
  try {
    work();
  } catch (error) {
    if (error instanceof OptionError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

test("mode native is refused until a BLAS has been loaded, with what to call", () => {
  expect(nativeSupported()).toBe(false);
  const { code, message } = errorOf(() => withMode("native", () => 0));
  expect(code).toBe("NATIVE_NOT_LOADED");
  expect(message).toBe(
    'withMode: mode: "native" needs a BLAS of this machine, which is not loaded. In Node call await loadNative() of "recurra/native" ' +
      'first, or use mode: "strict" or mode: "fast".',
  );
});

test("the first library that opens is taken, and mode native works from then on, for worker threads too", () => {
  const host = fakeHost(memory, { "libopenblas.so.0": plain });
  expect(loadFrom(host, {})).toEqual({ library: "libopenblas.so.0", version: "OpenBLAS 0.3.30 DYNAMIC_ARCH Haswell" });
  expect(nativeSupported()).toBe(true);
  expect(nativeDescription()).toEqual({ koffi: "/somewhere/koffi/index.cjs", library: "libopenblas.so.0", single: [] });
  expect(withMode("native", () => 7)).toBe(7);
});

test("a library that is named is the only one to be tried", () => {
  const host = fakeHost(memory, { "libopenblas.so.0": plain, "/opt/libmine.so": plain });
  expect(loadFrom(host, { library: "/opt/libmine.so" }).library).toBe("/opt/libmine.so");
  const { message } = errorOf(() => loadFrom(host, { library: "libother.so" }));
  expect(message).toContain("Tried libother.so (Failed to load shared library: libother.so). ");
});

test("without koffi the error says how to install it", () => {
  const missing = (): never => {
    throw new Error("Cannot find module 'koffi'\nRequire stack: ..");
  };
  const { code, message } = errorOf(() => loadFrom(fakeHost(memory, {}, { koffi: missing }), {}));
  expect(code).toBe("NATIVE_KOFFI_MISSING");
  expect(message).toBe(
    "loadNative: a BLAS is called through the package koffi, which cannot be loaded (Cannot find module 'koffi'). Install it: npm install koffi.",
  );
});

test("without a BLAS the error says what was tried and what to install", () => {
  const { code, message } = errorOf(() => loadFrom(fakeHost(memory, {}), {}));
  expect(code).toBe("NATIVE_BLAS_MISSING");
  expect(message).toContain(
    "loadNative: no BLAS that can be used. Tried libopenblasp.so.0, libopenblas.so.0, libopenblaso.so.0, libmkl_rt.so.2, libmkl_rt.so.1. Install one (",
  );
  expect(message).toContain("apt install libopenblas0-pthread");
  expect(message).toContain("Fedora: dnf install openblas-threads");
  expect(message).toContain("macOS has Accelerate");
  expect(message).toMatch(/, or name another with library: PATH\.$/);
});

test("of a library that opens and cannot be used, the error says why, also among many", () => {
  const wide = { ...plain(), openblas_get_config: () => "OpenBLAS 0.3.30 USE64BITINT" };
  const { message } = errorOf(() => loadFrom(fakeHost(memory, { "libopenblas.so.0": () => wide }), {}));
  expect(message).toContain("Tried libopenblasp.so.0, libopenblas.so.0 (it takes 64-bit sizes), libopenblaso.so.0,");
});

test("a koffi that the program has is asked for where it is given", () => {
  const asked: unknown[] = [];
  const host = fakeHost(memory, { "libopenblas.so.0": plain });
  const koffi = (given?: string) => {
    asked.push(given);
    return host.koffi();
  };
  loadFrom({ ...host, koffi }, { koffi: "/program/node_modules/koffi/index.cjs" });
  expect(asked).toEqual(["/program/node_modules/koffi/index.cjs"]);
});

/** Everything that is tried on a host without a library. */
function tried(rest: Parameters<typeof fakeHost>[2]): string[] {
  const names: string[] = [];
  errorOf(() => loadFrom(fakeHost(memory, {}, { ...rest, opened: (name) => names.push(name) }), {}));
  return names;
}

test("on macOS Accelerate comes first, and no name is left to a search that begins in the program's folder", () => {
  const names = tried({ platform: "darwin" });
  expect(names[0]).toBe("/System/Library/Frameworks/Accelerate.framework/Accelerate");
  expect(names.every((name) => name.startsWith("/"))).toBe(true);
});

test("on Windows OpenBLAS is looked for in the folders of PATH, and not in the program's own", () => {
  const environment = { PATH: "C:\\Program Files\\OpenBLAS\\bin\\;.;bin;;D:/tools" };
  const exists = (path: string) => path.endsWith("\\libopenblas.dll");
  expect(tried({ platform: "win32", environment, exists })).toEqual([
    "C:\\Program Files\\OpenBLAS\\bin\\libopenblas.dll",
    "D:/tools\\libopenblas.dll",
  ]);
  const { message } = errorOf(() => loadFrom(fakeHost(memory, {}, { platform: "win32" }), {}));
  expect(message).toMatch(
    /^loadNative: no BLAS that can be used\. Found none\. .*Windows: put OpenBLAS into a folder of PATH/,
  );
});

test("MKL gets its layers for 32-bit sizes and one thread before anything else is called", () => {
  const said: string[] = [];
  const recorded =
    (name: string) =>
    (...values: unknown[]) =>
      said.push(`${name} ${values.slice(0, 1)}`);
  const mkl = () => ({
    cblas_sgemm: memory.sgemm(() => said.push("product")),
    MKL_Set_Interface_Layer: recorded("interface"),
    MKL_Set_Threading_Layer: recorded("threading"),
    MKL_Get_Version_String: () => said.push("version"),
  });
  loadFrom(fakeHost(memory, { mkl }), { library: "mkl" });
  expect(said.slice(0, 2)).toEqual(["interface 0", "threading 1"]);
  expect(said.at(-1)).toBe("product");
});

describe("a library is passed over", () => {
  const refused = (functions: Record<string, (...values: never[]) => unknown>) => {
    let closed = 0;
    const library = { ...functions, unloaded: () => closed++ };
    const { message } = errorOf(() => loadFrom(fakeHost(memory, { x: () => library }), { library: "x" }));
    expect(closed).toBe(1);
    return message;
  };

  test("when it has no cblas_sgemm", () => {
    expect(refused({})).toContain("x (Cannot find function 'cblas_sgemm' in shared library)");
  });

  test("when it takes 64-bit sizes", () => {
    expect(refused({ ...plain(), openblas_get_config: () => "OpenBLAS 0.3.30 USE64BITINT" })).toContain(
      "x (it takes 64-bit sizes)",
    );
  });

  test("when its numbers are wrong", () => {
    expect(refused({ cblas_sgemm: () => 0 })).toContain("x (its cblas_sgemm gives wrong numbers)");
  });
});

test("OpenBLAS is opened and set to one thread, and the environment is as before", () => {
  const environment: Record<string, string | undefined> = { OPENBLAS_NUM_THREADS: "8" };
  const multiplied: unknown[] = [];
  const sgemm = memory.sgemm(() => multiplied.push(environment.VECLIB_MAXIMUM_THREADS));
  const seen: unknown[] = [];
  const threads: number[] = [];
  const host = fakeHost(
    memory,
    { x: () => ({ ...plain(), cblas_sgemm: sgemm, openblas_set_num_threads: (n: number) => threads.push(n) }) },
    { environment, opened: (_, { OPENBLAS_NUM_THREADS }) => seen.push(OPENBLAS_NUM_THREADS) },
  );
  loadFrom(host, { library: "x" });
  expect(seen).toEqual(["1"]);
  expect(threads).toEqual([1]);
  expect(nativeDescription()?.single).toEqual([["openblas_set_num_threads", "void", "int"]]);
  expect(multiplied).toEqual(["1"]);
  expect(environment).toEqual({ OPENBLAS_NUM_THREADS: "8" });
});

describe("OpenBLAS that does not know the processor", () => {
  /** What OPENBLAS_CORETYPE was at each opening. */
  function openings(instructionSets: string[], environment: Record<string, string | undefined> = {}) {
    const cores: unknown[] = [];
    const library = () => ({
      ...plain(),
      openblas_get_corename: () => environment.OPENBLAS_CORETYPE ?? "Prescott",
      unloaded: () => cores.push("closed"),
    });
    const host = fakeHost(
      memory,
      { x: library },
      {
        environment,
        instructionSets: () => instructionSets,
        opened: (_, { OPENBLAS_CORETYPE }) => cores.push(OPENBLAS_CORETYPE),
      },
    );
    loadFrom(host, { library: "x" });
    return cores;
  }

  test("is opened again with the best kernels that the processor can run", () => {
    const avx512 = ["avx2", "fma", "avx512f", "avx512bw", "avx512dq", "avx512vl"];
    expect(openings(avx512)).toEqual([undefined, "closed", "SKYLAKEX"]);
    expect(openings(["sse2", "avx2", "fma"])).toEqual([undefined, "closed", "HASWELL"]);
  });

  test("stays as it is where nothing better is known, or where the user has chosen", () => {
    expect(openings(["sse2", "avx"])).toEqual([undefined]);
    expect(openings(["avx2", "fma"], { OPENBLAS_CORETYPE: "Nehalem" })).toEqual(["Nehalem"]);
  });
});
