// Layers that normalise or let a share through, in operators of opset 13.
import type { BatchNorm1d, LayerNorm, LeakyReLU } from "recurra/nn";
import type { ExportContext } from "./export-context.ts";
import { normalised } from "./graph/normalised.ts";
import { elementwise, pairwise } from "./graph/operations.ts";
import type { Value } from "./graph/value.ts";
import { misfit } from "./linear-nodes.ts";

/** (x - E[x]) / sqrt(Var[x] + eps) * weight + bias. */
export function layerNormNodes(context: ExportContext, layer: LayerNorm, x: Value): Value {
  const { graph } = context;
  const { normalizedShape: shape, eps } = layer;
  if (x.shape.slice(-shape.length).join() !== shape.join()) throw misfit("a LayerNorm", `[.., ${shape.join(", ")}]`, x);
  const name = context.nameOf(layer);
  const numbers = (own: string, values: Float32Array, sizes: readonly number[]): Value =>
    graph.once(`${name}${own}`, () => graph.weights(`${name}${own}`, values, sizes));
  const weight = layer.weight && numbers("weight", layer.weight.value, shape);
  const bias = layer.bias && numbers("bias", layer.bias.value, shape);
  return normalised(graph, x, shape.length, numbers("eps", Float32Array.of(eps), [1]), weight, bias);
}

/** (x - running mean) / sqrt(running variance + eps) * weight + bias; undefined where no statistics are kept. */
export function batchNormNodes(context: ExportContext, layer: BatchNorm1d, x: Value): Value | undefined {
  const { graph } = context;
  const { numFeatures: size, eps, running_mean, running_var } = layer;
  if (!running_mean || !running_var) return undefined;
  if (x.shape.at(-1) !== size) throw misfit("a BatchNorm1d", `[batch, .., ${size}]`, x);
  const name = context.nameOf(layer);
  const numbers = (own: string, values: Float32Array): Value =>
    graph.once(`${name}${own}`, () => graph.weights(`${name}${own}`, values, [size]));
  // As forward() rounds it.
  const spread = running_var.value.map((variance) => Math.sqrt(Math.fround(variance + Math.fround(eps))));
  const centred = pairwise(graph, "Sub", x, numbers("running_mean", running_mean.value));
  let y = pairwise(graph, "Div", centred, numbers("running_sd", spread));
  if (layer.weight) y = pairwise(graph, "Mul", y, numbers("weight", layer.weight.value));
  if (layer.bias) y = pairwise(graph, "Add", y, numbers("bias", layer.bias.value));
  return y;
}

/** What is above 0, less a slope times what is below. */
export function leakyReluNodes(context: ExportContext, layer: LeakyReLU, x: Value): Value {
  const { graph } = context;
  const name = `${context.nameOf(layer)}negative_slope`;
  const slope = graph.once(name, () => graph.weights(name, Float32Array.of(layer.negativeSlope), [1]));
  const below = elementwise(graph, "Relu", elementwise(graph, "Neg", x));
  return pairwise(graph, "Sub", elementwise(graph, "Relu", x), pairwise(graph, "Mul", below, slope));
}
