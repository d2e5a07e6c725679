// Products of matrices by a BLAS of this machine: the function `sgemm` that the kernels import in mode "native" (assembly/product.ts),
// made from a memory and a library that was opened through koffi. No imports: worker threads of that mode carry this file.

/**
 * C[m, n] = beta * C + op(A) x op(B), row-major, addresses in bytes within one WebAssembly memory, strides in floats. `turned`: 0,
 * 1 when A is the transpose of the [k, m] that lies at `a`, 2 when B is the transpose of the [n, k] at `b`.
 */
export type Sgemm = (
  turned: number,
  m: number,
  n: number,
  k: number,
  a: number,
  lda: number,
  b: number,
  ldb: number,
  beta: number,
  c: number,
  ldc: number,
) => void;

/** cblas_sgemm with addresses of the process. */
export type CblasSgemm = (
  order: number,
  transA: number,
  transB: number,
  m: number,
  n: number,
  k: number,
  alpha: number,
  a: number,
  lda: number,
  b: number,
  ldb: number,
  beta: number,
  c: number,
  ldc: number,
) => void;

/** The part of koffi that is used. */
export interface Foreign {
  load(library: string): ForeignLibrary;
  /** Where the bytes of a buffer begin. */
  address(buffer: ArrayBufferLike): bigint;
}

/** An open library of C functions; types as koffi writes them. */
export interface ForeignLibrary {
  func(name: string, result: string, parameters: string[]): (...values: never[]) => unknown;
  unload(): void;
}

/** What another thread needs to call the same BLAS: plain data. */
export interface NativeDescription {
  /** The file of koffi's CommonJS module. */
  readonly koffi: string;
  /** The library as koffi opens it. */
  readonly library: string;
  /** Its functions that set it to one thread: their names, results and parameters. */
  readonly single: readonly (readonly [name: string, result: string, parameter: string])[];
}

const int = "int";
const float = "float";
// Addresses as numbers: koffi takes them faster than BigInts or typed arrays. They stay far below 2^53.
const address = "uint64_t";

/** The C function of an open library. Throws where the library has none of this name. */
export function cblasSgemm(library: ForeignLibrary): CblasSgemm {
  const parameters = [int, int, int, int, int, int, float, address, int, address, int, float, address, int];
  return library.func("cblas_sgemm", "void", parameters) as CblasSgemm;
}

/** Sets a BLAS to one thread, for the thread that calls this: with OpenMP, each of ours would start as many as there are cores. */
export function useOneThread(library: ForeignLibrary, single: NativeDescription["single"]): void {
  for (const [name, result, parameter] of single) {
    (library.func(name, result, [parameter]) as (threads: number) => unknown)(1);
  }
}

const rowMajor = 101;
const asItLies = 111;
const transposed = 112;

/** The import of a kernel module with this memory. Growing may move the memory: then its buffer is another object. */
export function sgemmFor(memory: WebAssembly.Memory, foreign: Foreign, cblas: CblasSgemm): Sgemm {
  let buffer: ArrayBufferLike | undefined;
  let base = 0;
  return (turned, m, n, k, a, lda, b, ldb, beta, c, ldc) => {
    if (memory.buffer !== buffer) {
      buffer = memory.buffer;
      base = Number(foreign.address(buffer));
    }
    const transA = turned === 1 ? transposed : asItLies;
    const transB = turned === 2 ? transposed : asItLies;
    // Addresses come out of WebAssembly as signed numbers.
    cblas(
      rowMajor,
      transA,
      transB,
      m,
      n,
      k,
      1,
      base + (a >>> 0),
      lda,
      base + (b >>> 0),
      ldb,
      beta,
      base + (c >>> 0),
      ldc,
    );
  };
}

/** What the head of a worker's script in mode "native" sets (src/native/worker-head.ts). */
export interface NativeScope {
  recurraSgemm?: typeof sgemmFrom;
}

/**
 * The import `sgemm` of a kernel module with this memory, in a worker thread that knows nothing but a description: opens the library
 * that loadNative() has found and set up in the main thread of the process, for one thread here too.
 */
export function sgemmFrom(memory: WebAssembly.Memory, { koffi, library, single }: NativeDescription): Sgemm {
  const { process } = globalThis as unknown as { process: { getBuiltinModule(name: string): NodeModules } };
  const foreign = process.getBuiltinModule("module").createRequire(koffi)(koffi) as Foreign;
  const open = foreign.load(library);
  useOneThread(open, single);
  return sgemmFor(memory, foreign, cblasSgemm(open));
}

interface NodeModules {
  createRequire(from: string): (path: string) => unknown;
}
