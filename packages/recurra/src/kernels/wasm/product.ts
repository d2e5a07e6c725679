// Products of matrices A [rows, k] x B [k, n], and their gradients, as Linear and matmul take them: what assembly/product.ts is for recurrent
// layers. In mode "native" those that are large enough go to a BLAS, which reads B as it lies; the tiled kernels read B in panels, which are
// packed before. Everything is addresses and sizes; panels belong to the caller, who knows how long they are good.
import { currentMode, kernels } from "./engine.ts";

// Below, calling costs more than the BLAS saves; with few rows or columns it is not faster than WebAssembly.
const leastWork = 2 ** 18;
const narrowest = 16;

/** How a matrix B [k, n] lies in memory: row by row, or `turned`, as its transpose [n, k], as the weight of a Linear does. */
export class RightMatrix {
  readonly k: number;
  readonly n: number;
  readonly turned: boolean;

  constructor(k: number, n: number, turned: boolean) {
    this.k = k;
    this.n = n;
    this.turned = turned;
  }

  /** Bytes of its panels, or of those of its transpose. */
  panelBytes(transposed: boolean): number {
    const [rows, columns] = transposed ? [this.n, this.k] : [this.k, this.n];
    return rows * Math.ceil(columns / 8) * 8 * 4;
  }

  /** Packs it, or its transpose, into panels. */
  pack(panels: number, from: number, transposed: boolean): void {
    const { k, n } = this;
    const width = this.turned ? k : n;
    const [rows, columns] = transposed ? [n, k] : [k, n];
    if (this.turned === transposed) kernels().packPanels(panels, from, rows, columns, width, 1);
    else kernels().packPanels(panels, from, rows, columns, 1, width);
  }
}

/** Products of so many rows with matrices of one form. */
export class Product {
  readonly rows: number;
  readonly #right: RightMatrix;
  /** Whether a BLAS takes them, so that nothing is packed. */
  readonly #blas: boolean;

  constructor(rows: number, right: RightMatrix) {
    this.rows = rows;
    this.#right = right;
    const { k, n } = right;
    this.#blas = currentMode() === "native" && Math.min(rows, n, k) >= narrowest && rows * n * k >= leastWork;
  }

  /** Whether it reads panels. */
  get packs(): boolean {
    return !this.#blas;
  }

  /** out = A B + bias; `panels` gives those of B, `bias` may be 0. */
  forward(a: number, b: number, panels: () => number, bias: number, out: number): void {
    const { rows } = this;
    const { k, n, turned } = this.#right;
    if (this.#blas) kernels().hostGemm(turned ? 2 : 0, rows, n, k, a, k, b, turned ? k : n, bias, out, n, 0);
    else kernels().gemm(rows, n, k, a, k, panels(), bias, out, n, 0);
  }

  /** da (+)= G B^T; `panels` gives those of the transpose. */
  left(g: number, b: number, panels: () => number, da: number, accumulate: number): void {
    const { rows } = this;
    const { k, n, turned } = this.#right;
    if (this.#blas) kernels().hostGemm(turned ? 0 : 2, rows, k, n, g, n, b, turned ? k : n, 0, da, k, accumulate);
    else kernels().gemm(rows, k, n, g, n, panels(), 0, da, k, accumulate);
  }

  /** db += A^T G, as B lies. */
  right(a: number, g: number, db: number): void {
    const { rows } = this;
    const { k, n, turned } = this.#right;
    const [height, width, x, y] = turned ? [n, k, g, a] : [k, n, a, g];
    if (this.#blas) kernels().hostGemm(1, height, width, rows, x, height, y, width, 0, db, width, 1);
    else kernels().gemmTN(height, width, rows, x, height, y, width, db, width);
  }
}
