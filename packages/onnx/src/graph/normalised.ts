// Layer normalisation and GELU in operators of opset 13.
import type { Graph } from "./graph.ts";
import { elementwise, meanOfLast, pairwise } from "./operations.ts";
import type { Value } from "./value.ts";

/** (x - E[x]) / sqrt(Var[x] + eps) * weight + bias, over the last `count` axes. */
export function normalised(graph: Graph, x: Value, count: number, eps: Value, weight?: Value, bias?: Value): Value {
  const centred = pairwise(graph, "Sub", x, meanOfLast(graph, x, count));
  const variance = meanOfLast(graph, pairwise(graph, "Mul", centred, centred), count);
  let y = pairwise(graph, "Div", centred, elementwise(graph, "Sqrt", pairwise(graph, "Add", variance, eps)));
  if (weight) y = pairwise(graph, "Mul", y, weight);
  return bias ? pairwise(graph, "Add", y, bias) : y;
}

/** x (1 + erf(x / sqrt(2))) / 2. */
export function gelu(graph: Graph, x: Value): Value {
  const half = graph.float32s([0.5], []);
  const bent = elementwise(graph, "Erf", pairwise(graph, "Mul", x, graph.float32s([Math.SQRT1_2], [])));
  return pairwise(graph, "Mul", x, pairwise(graph, "Add", pairwise(graph, "Mul", bent, half), half));
}
