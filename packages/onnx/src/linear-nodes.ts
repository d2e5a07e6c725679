import { type Linear, ShapeError } from "recurra";
import type { ExportContext } from "./export-context.ts";
import { matmul, pairwise, turned } from "./graph/operations.ts";
import { shapeText, type Value } from "./graph/value.ts";

/** y = x W^T + b, for x of any number of dimensions. */
export function linearNodes(context: ExportContext, linear: Linear, x: Value): Value {
  const { graph } = context;
  const { inFeatures, outFeatures, weight, bias } = linear;
  if (x.shape.at(-1) !== inFeatures) throw misfit("a Linear", `${inFeatures} features`, x);
  const name = context.nameOf(linear);
  const matrix = graph.once(`${name}weight`, () =>
    graph.weights(`${name}weight_T`, turned(weight.value, outFeatures, inFeatures), [inFeatures, outFeatures]),
  );
  const product = matmul(graph, x, matrix);
  if (!bias) return product;
  const row = graph.once(`${name}bias`, () => graph.weights(`${name}bias`, bias.value, [outFeatures]));
  return pairwise(graph, "Add", product, row);
}

/** The error for a layer that what reaches it does not fit. */
export function misfit(layer: string, wanted: string, x: Value): ShapeError {
  return new ShapeError(
    "ONNX_SHAPE",
    "toOnnx",
    `${layer} of the network takes ${wanted}, but what reaches it has the shape ${shapeText(x.shape)}`,
    { remedies: ["the network could not run either; build its layers with sizes that fit"] },
  );
}
