// Attention of one sequence to another: by a product, and by a small network.
import type { AdditiveAttention, LuongAttention } from "recurra/nn";
import type { ExportContext } from "./export-context.ts";
import { concat, elementwise, pairwise, products, reshape, softmax, transpose } from "./graph/operations.ts";
import type { Value } from "./graph/value.ts";
import { linearNodes } from "./linear-nodes.ts";

/** What makes outputs [B, L, H] of queries, by looking at a memory [B, S, E] whose keys are the same for all of them. */
export function luongNodes(
  context: ExportContext,
  { score, combine }: LuongAttention,
  memory: Value,
): (query: Value) => Value {
  const { graph } = context;
  const keys = transpose(graph, linearNodes(context, score, memory), [0, 2, 1]);
  return (query) => {
    const found = products(graph, softmax(graph, products(graph, query, keys)), memory);
    return elementwise(graph, "Tanh", linearNodes(context, combine, concat(graph, [found, query], 2)));
  };
}

/** Additive attention of x [B, T, E] to itself. */
export function additiveNodes(context: ExportContext, { Wa, Ua, Va, hiddenDim }: AdditiveAttention, x: Value): Value {
  const { graph } = context;
  const [batch, time] = x.shape;
  const asked = reshape(graph, linearNodes(context, Wa, x), [batch, time, 1, hiddenDim]);
  const offered = reshape(graph, linearNodes(context, Ua, x), [batch, 1, time, hiddenDim]);
  const bent = elementwise(graph, "Tanh", pairwise(graph, "Add", asked, offered));
  const scores = reshape(graph, linearNodes(context, Va, bent), [batch, time, time]);
  return products(graph, softmax(graph, scores), x);
}
