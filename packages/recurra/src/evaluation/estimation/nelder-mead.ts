/** A point and the function's value there. */
interface Vertex {
  readonly x: Float64Array;
  readonly value: number;
}

/**
 * The lowest point of a function on the unit cube, near `start`: the simplex method, with points moved into the cube, started again
 * from where it ended until that gains nothing more. Deterministic; it ends after `most` values at the latest.
 *
 * Source: Nelder and Mead 1965, "A simplex method for function minimization", with their coefficients 1, 2, 1/2, 1/2.
 */
export function minimise(target: (x: Float64Array) => number, start: ArrayLike<number>, most = 400): Vertex {
  let spent = 0;
  const evaluate = (x: Float64Array): Vertex => {
    spent++;
    const value = target(x);
    return { x, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value };
  };
  let best = evaluate(Float64Array.from(start));
  for (let edge = 0.25; edge > 0.005; edge /= 4) {
    const before = best.value;
    best = descend(evaluate, best, edge, () => spent < most);
    if (before - best.value <= 1e-7 * Math.abs(before) && edge < 0.1) break;
  }
  return best;
}

function descend(evaluate: (x: Float64Array) => Vertex, start: Vertex, edge: number, goOn: () => boolean): Vertex {
  const size = start.x.length;
  const simplex = [start];
  for (let i = 0; i < size; i++) {
    const x = start.x.slice();
    x[i] += x[i] + edge <= 1 ? edge : -edge;
    simplex.push(evaluate(clamp(x)));
  }
  simplex.sort(byValue);
  while (goOn() && simplex[size].value - simplex[0].value > 1e-8 * Math.abs(simplex[0].value) + 1e-300) {
    const worst = simplex[size];
    const centre = Float64Array.from({ length: size }, (_, i) => {
      let sum = 0;
      for (let v = 0; v < size; v++) sum += simplex[v].x[i];
      return sum / size;
    });
    const along = (step: number) => evaluate(clamp(centre.map((c, i) => c + step * (c - worst.x[i]))));
    const reflected = along(1);
    if (reflected.value < simplex[0].value) {
      const expanded = along(2);
      simplex[size] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < simplex[size - 1].value) {
      simplex[size] = reflected;
    } else {
      const contracted = reflected.value < worst.value ? along(0.5) : along(-0.5);
      if (contracted.value < Math.min(worst.value, reflected.value)) simplex[size] = contracted;
      else shrink(evaluate, simplex);
    }
    simplex.sort(byValue);
  }
  return simplex[0];
}

function shrink(evaluate: (x: Float64Array) => Vertex, simplex: Vertex[]): void {
  const { x: best } = simplex[0];
  for (let v = 1; v < simplex.length; v++) {
    simplex[v] = evaluate(simplex[v].x.map((value, i) => (value + best[i]) / 2));
  }
}

function clamp(x: Float64Array): Float64Array {
  return x.map((value) => Math.min(1, Math.max(0, value)));
}

function byValue(a: Vertex, b: Vertex): number {
  return a.value - b.value;
}
