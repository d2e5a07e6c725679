// Matrix products. The right-hand matrix is packed into panels and multiplied by the tiled kernel; a batch that shares one
// right-hand matrix is a single product. Gradients: dA = G B^T, dB += A^T G.
import { ShapeError } from "../core/errors.ts";
import { kernels } from "../kernels/wasm/engine.ts";
import { goesToBlas } from "../kernels/wasm/goes-to-blas.ts";
import { broadcastShapes, broadcastStrides, describeShape, type Shape, sizeOf } from "./shape.ts";
import { scratch } from "./step.ts";
import { record } from "./tape.ts";
import { allocateTensor, requireTensor, type Tensor } from "./tensor.ts";

/** Bytes of a packed matrix [k, n]. */
export function panelBytes(k: number, n: number): number {
  return k * Math.ceil(n / 8) * 8 * 4;
}

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
  const blas = goesToBlas(rows, n, k);
  const panels = blas ? 0 : scratch(panelBytes(k, n));
  let to = out.pointer();
  for (let i = 0; i < atA.length; i++, to += sizeOut) {
    if (blas) {
      kernels().hostGemm(0, rows, n, k, pa + atA[i], k, pb + atB[i], n, 0, to, n, 0);
      continue;
    }
    if (i === 0 || atB[i] !== atB[i - 1]) kernels().packPanels(panels, pb + atB[i], k, n, n, 1);
    kernels().gemm(rows, n, k, pa + atA[i], k, panels, 0, to, n, 0);
  }
  record("matmul", [a, b], [out], () => {
    const g = out.gradPointer();
    if (a.requiresGrad) {
      const turned = blas ? 0 : scratch(panelBytes(n, k));
      // Several products may add to one matrix of a broadcast batch: then the buffer must begin at zero.
      const overwrite = shared && a.takeFreshGrad();
      const da = a.gradPointer();
      for (let i = 0; i < atA.length; i++) {
        if (blas) {
          const accumulate = overwrite ? 0 : 1;
          kernels().hostGemm(2, rows, k, n, g + i * sizeOut, n, pb + atB[i], n, 0, da + atA[i], k, accumulate);
          continue;
        }
        if (i === 0 || atB[i] !== atB[i - 1]) kernels().packPanels(turned, pb + atB[i], n, k, 1, n);
        kernels().gemm(rows, k, n, g + i * sizeOut, n, turned, 0, da + atA[i], k, overwrite ? 0 : 1);
      }
    }
    if (b.requiresGrad) {
      const db = b.gradPointer();
      for (let i = 0; i < atB.length; i++) {
        if (blas) kernels().hostGemm(1, k, n, rows, pa + atA[i], k, g + i * sizeOut, n, 0, db + atB[i], n, 1);
        else kernels().gemmTN(k, n, rows, pa + atA[i], k, g + i * sizeOut, n, db + atB[i], n);
      }
    }
  });
  return out;
}

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
