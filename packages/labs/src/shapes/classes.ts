// From a network's scores for classes to answers.

/** The class with the highest score in each row of `classes` scores; of equals the first. */
export function chooseClasses(scores: Float32Array, classes: number): number[] {
  return cutRows(scores, classes).map((row) => row.indexOf(Math.max(...row)));
}

/** Softmax of each row: the network's chances of the classes. For display. */
export function softmaxRows(scores: Float32Array, classes: number): number[][] {
  return cutRows(scores, classes).map((row) => {
    const highest = Math.max(...row);
    const weights = row.map((score) => Math.exp(score - highest));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  });
}

/** 1 at its class and 0 elsewhere, for each of the classes: [classes.length * count]. */
export function encodeOneHot(classes: ArrayLike<number>, count: number): Float32Array {
  const out = new Float32Array(classes.length * count);
  for (let i = 0; i < classes.length; i++) out[i * count + classes[i]] = 1;
  return out;
}

function cutRows(values: Float32Array, width: number): number[][] {
  return Array.from({ length: values.length / width }, (_, row) =>
    Array.from(values.subarray(row * width, (row + 1) * width)),
  );
}
