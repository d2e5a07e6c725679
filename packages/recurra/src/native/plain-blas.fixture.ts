// A BLAS in plain JavaScript behind a foreign-function layer that opens nothing: so every path of mode "native" is tested where no
// library is installed. Addresses are numbers as a process has them: a buffer's number, then the byte in it.
import type { Foreign, ForeignLibrary } from "../kernels/wasm/sgemm.ts";
import type { Host } from "./host.ts";

type CFunction = (...values: never[]) => unknown;

/** C functions by name; the library itself when it is opened. */
export type FakeLibrary = Record<string, CFunction>;

const span = 2 ** 40;

/** Buffers by their addresses. */
export class FakeMemory {
  readonly #buffers: ArrayBufferLike[] = [];

  address(buffer: ArrayBufferLike): bigint {
    if (!this.#buffers.includes(buffer)) this.#buffers.push(buffer);
    return BigInt((this.#buffers.indexOf(buffer) + 1) * span);
  }

  /** The floats from an address on. */
  floats(address: number): Float32Array {
    const buffer = this.#buffers[Math.floor(address / span) - 1];
    return new Float32Array(buffer, address % span);
  }

  /** cblas_sgemm, row-major; sums in float64. `called` runs at every call. */
  sgemm(called: () => void = () => {}): CFunction {
    return (
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
    ): void => {
      called();
      if (order !== 101) throw new Error("only row-major");
      const [A, B, C] = [this.floats(a), this.floats(b), this.floats(c)];
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < n; j++) {
          let sum = 0;
          for (let l = 0; l < k; l++) {
            sum += A[transA === 112 ? l * lda + i : i * lda + l] * B[transB === 112 ? j * ldb + l : l * ldb + j];
          }
          // As in any BLAS: with beta = 0, C is not read.
          C[i * ldc + j] = alpha * sum + (beta === 0 ? 0 : beta * C[i * ldc + j]);
        }
      }
    };
  }
}

/** A host with these libraries. `opened` is called with the name and the environment of each opening. */
export function fakeHost(
  memory: FakeMemory,
  libraries: Record<string, () => FakeLibrary>,
  rest: Partial<Host> & { opened?: (name: string, environment: Record<string, string | undefined>) => void } = {},
): Host {
  const environment = rest.environment ?? {};
  const foreign: Foreign = {
    address: (buffer) => memory.address(buffer),
    load(name) {
      rest.opened?.(name, { ...environment });
      const make = libraries[name];
      if (make === undefined) throw new Error(`Failed to load shared library: ${name}`);
      return opened(make());
    },
  };
  return {
    platform: "linux",
    koffi: () => ({ foreign, file: "/somewhere/koffi/index.cjs" }),
    instructionSets: () => [],
    exists: () => true,
    ...rest,
    environment,
  };
}

function opened(functions: FakeLibrary): ForeignLibrary {
  return {
    func(name) {
      const found = functions[name];
      if (found === undefined) throw new Error(`Cannot find function '${name}' in shared library`);
      return found;
    },
    unload() {
      (functions.unloaded as (() => void) | undefined)?.();
    },
  };
}
