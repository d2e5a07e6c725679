import type { LuongAttention } from "recurra/nn";
import type { ExportContext } from "./export-context.ts";
import { concat, elementwise, products, softmax, transpose } from "./graph/operations.ts";
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
