// Matrix products (kernels/wasm/product.ts). A batch that shares one right-hand matrix is a single product. Gradients: dA = G B^T,
// dB += A^T G. A few rows by a matrix of their own, as one step of attention has them, are products without packing: that would take
// longer than they do. Every sum has the same order in both ways, and so the same bits.
import { ShapeError } from "../core/errors.ts";
import { kernels } from "../kernels/wasm/engine.ts";
import { Product, RightMatrix } from "../kernels/wasm/product.ts";
import { broadcastShapes, broadcastStrides, describeShape, type Shape, sizeOf } from "./shape.ts";
import { scratch } from "./step.ts";
import { record } from "./tape.ts";
import { allocateTensor, requireTensor, type Tensor } from "./tensor.ts";

/** a [.., M, K] x b [.., K, N] -> [.., M, N]; leading dimensions are batches and broadcast. Throws ShapeError MATMUL_SHAPES. */
export function matmul(a: Tensor, b: Tensor): Tensor {
  requireTensor("matmul", "a", a);
  requireTensor("matmul", "b", b);
  const rankA = a.shape.length;
  const rankB = b.shape.length;
  if (rankA < 2 || rankB < 2 || a.shape[rankA - 1] !== b.shape[rankB - 2]) {
    throw new ShapeError(
      "MATMUL_SHAPES",
      "matmul",
      `${describeShape(a.shape)} times ${describeShape(b.shape)} needs [.., M, K] times [.., K, N]: two dimensions or more each, and the first's last equal to the second's last but one`,
      { remedies: ["use transpose or reshape to line them up"] },
    );
  }
  const m = a.shape[rankA - 2];
  const k = a.shape[rankA - 1];
  const n = b.shape[rankB - 1];
  const batchA = a.shape.slice(0, -2);
  const batchB = b.shape.slice(0, -2);
  const batch = broadcastShapes("matmul", batchA, batchB);
  const out = allocateTensor([...batch, m, n], "matmul");
  // One right-hand matrix for the whole batch: its rows are just more rows.
  const shared = sizeOf(batchB) === 1 && sizeOf(batchA) === sizeOf(batch);
  const rows = shared ? sizeOf(batch) * m : m;
  const atA = shared ? [0] : offsets(batchA, batch, m * k * 4);
  const atB = shared ? [0] : offsets(batchB, batch, k * n * 4);
  const sizeOut = rows * n * 4;

  const pa = a.pointer();
  const pb = b.pointer();
  const matrix = new RightMatrix(k, n, false);
  const product = new Product(rows, matrix);
  /** Panels of the matrices one after the other, packed where the next one is another. */
  const packing = (transposed: boolean): ((i: number) => number) => {
    const panels = product.packs ? scratch(matrix.panelBytes(transposed)) : 0;
    return (i) => {
      if (i === 0 || atB[i] !== atB[i - 1]) matrix.pack(panels, pb + atB[i], transposed);
      return panels;
    };
  };
  const few = !shared && m <= FEW && product.packs;
  const to = out.pointer();
  if (few) {
    kernels().fillArray(to, 0, out.size);
    eachRow((row, i) =>
      kernels().gemmTN(1, n, k, pa + atA[i] + row * k * 4, 1, pb + atB[i], n, to + i * sizeOut + row * n * 4, n),
    );
  } else {
    const panels = packing(false);
    for (let i = 0; i < atA.length; i++) {
      product.forward(pa + atA[i], pb + atB[i], () => panels(i), 0, to + i * sizeOut);
    }
  }
  record("matmul", [a, b], [out], () => {
    const g = out.gradPointer();
    if (a.requiresGrad && few) {
      // B times a column of G.
      const column = scratch(n * 8 * 4);
      const da = a.gradPointer();
      eachRow((row, i) => {
        kernels().packPanels(column, g + i * sizeOut + row * n * 4, n, 1, 1, 1);
        kernels().gemm(k, 1, n, pb + atB[i], n, column, 0, da + atA[i] + row * k * 4, 1, 1);
      });
    } else if (a.requiresGrad) {
      const turned = packing(true);
      // Several products may add to one matrix of a broadcast batch: then the buffer must begin at zero.
      const accumulate = shared && a.takeFreshGrad() ? 0 : 1;
      const da = a.gradPointer();
      for (let i = 0; i < atA.length; i++) {
        product.left(g + i * sizeOut, pb + atB[i], () => turned(i), da + atA[i], accumulate);
      }
    }
    if (b.requiresGrad) {
      const db = b.gradPointer();
      if (few) {
        eachRow((row, i) => {
          const from = pa + atA[i] + row * k * 4;
          kernels().gemm(k, n, 1, from, 1, g + i * sizeOut + row * n * 4, 0, db + atB[i], n, 1);
        });
      } else for (let i = 0; i < atB.length; i++) product.right(pa + atA[i], g + i * sizeOut, db + atB[i]);
    }
  });
  return out;

  /** The rows of each matrix of A. */
  function eachRow(visit: (row: number, i: number) => void): void {
    for (let i = 0; i < atA.length; i++) for (let row = 0; row < m; row++) visit(row, i);
  }
}

/** Up to so many rows of a matrix are not worth packing the other one. */
const FEW = 3;

/** For each matrix of the broadcast batch, in order, where the operand's own matrix begins, in bytes. */
function offsets(own: Shape, batch: Shape, matrixBytes: number): number[] {
  const strides = broadcastStrides(own, batch);
  const count = sizeOf(batch);
  const at = new Array<number>(count);
  for (let i = 0; i < count; i++) {
    let rest = i;
    let offset = 0;
    for (let d = batch.length - 1; d >= 0; d--) {
      offset += (rest % batch[d]) * strides[d];
      rest = Math.floor(rest / batch[d]);
    }
    at[i] = offset * matrixBytes;
  }
  return at;
}
