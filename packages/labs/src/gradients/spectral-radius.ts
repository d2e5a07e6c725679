/**
 * The spectral radius of a square matrix, row-major: the largest modulus of its eigenvalues, which says how its powers grow.
 *
 *   radius = lim |W^n|^(1/n)        here n = 2^30, by squaring 30 times
 *
 * Only + * / and square roots, so that the bits are the same everywhere. 0 for a matrix whose powers end at 0.
 * Source: Gelfand's formula.
 */
export function spectralRadius(matrix: ArrayLike<number>, size: number): number {
  let power = Float64Array.from(matrix);
  let radius = 1;
  for (let squarings = 0; squarings <= 30; squarings++) {
    const norm = Math.sqrt(power.reduce((sum, value) => sum + value * value, 0));
    if (norm === 0) return 0;
    let root = norm; // norm^(1 / 2^squarings)
    for (let i = 0; i < squarings; i++) root = Math.sqrt(root);
    radius *= root;
    power = squareMatrix(
      power.map((value) => value / norm),
      size,
    );
  }
  return radius;
}

function squareMatrix(matrix: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const product = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      const value = matrix[i * size + k];
      for (let j = 0; j < size; j++) product[i * size + j] += value * matrix[k * size + j];
    }
  }
  return product;
}
