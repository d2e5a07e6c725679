// The linear path of a Forecaster as nodes, in float64 and in the units of the data.

import type { Forecaster } from "recurra";
import type { ExportContext } from "./export-context.ts";
import { elementwise, gather, matmul, pairwise } from "./graph/operations.ts";
import type { Value } from "./graph/value.ts";

type Path = NonNullable<Forecaster["linear"]>["path"];

/** The forecast [B, horizon] from the last values [B, rows] of the target, oldest first. */
export function linearPathNodes(context: ExportContext, path: Path, past: Value): Value {
  const { graph } = context;
  const rows = Number(past.shape[1]);
  const last = gather(graph, past, 1, [-1]);
  let sum: Value | undefined;
  for (const { scale, share, lookback, weights } of path.parts) {
    const name = (of: string) => `linear_${scale.form}_${of}`;
    const number = (of: string, value: number) => graph.float64s(name(of), [value], [1]);
    const least = scale.form === "log" ? number("least", scale.least) : undefined;
    const toScale = (value: Value) =>
      least === undefined ? value : elementwise(graph, "Log", pairwise(graph, "Max", value, least));
    const start = toScale(last);
    let forecast = pairwise(
      graph,
      "Mul",
      start,
      graph.float64s(name("ones"), Array(path.horizon).fill(1), [path.horizon]),
    );
    if (lookback > 1) {
      const before = gather(
        graph,
        past,
        1,
        Array.from({ length: lookback - 1 }, (_, i) => rows - 2 - i),
      );
      const x = pairwise(graph, "Sub", toScale(limited(context, path, name("limit"), before, last)), start);
      const matrix = graph.float64s(name("weight"), Array.from(weights), [lookback - 1, path.horizon]);
      forecast = pairwise(graph, "Add", start, matmul(graph, x, matrix));
    }
    if (scale.form === "log") {
      const raised = pairwise(graph, "Max", forecast, number("floor", scale.floor));
      forecast = elementwise(graph, "Exp", pairwise(graph, "Min", raised, number("ceiling", scale.ceiling)));
    }
    const part = pairwise(graph, "Mul", forecast, number("share", share));
    sum = sum === undefined ? part : pairwise(graph, "Add", sum, part);
  }
  return sum as Value;
}

/** What lies too far from the last value moved nearer, where the path has a limit. */
function limited({ graph }: ExportContext, { limit }: Path, name: string, value: Value, last: Value): Value {
  if (limit === undefined) return value;
  const room = graph.float64s(name, [limit], [1]);
  const least = pairwise(graph, "Sub", last, room);
  return pairwise(graph, "Max", least, pairwise(graph, "Min", pairwise(graph, "Add", last, room), value));
}
