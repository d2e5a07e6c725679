// Linear, and the other layer that is a sum of products of weights: a convolution along time.
import { type Linear, ShapeError } from "recurra";
import type { Conv1d } from "recurra/nn";
import type { ExportContext } from "./export-context.ts";
import { matmul, pairwise, transpose, turned } from "./graph/operations.ts";
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

/** A convolution along the time of x [batch, time, channels]; ONNX has time last, as PyTorch has it. */
export function conv1dNodes(context: ExportContext, layer: Conv1d, x: Value): Value {
  const { graph } = context;
  const { inChannels, outChannels, kernelSize, stride, dilation, groups, weight, bias } = layer;
  const [batch, time, features] = x.shape;
  if (x.shape.length !== 3 || features !== inChannels) throw misfit("a Conv1d", `[batch, time, ${inChannels}]`, x);
  const name = context.nameOf(layer);
  const taps = graph.once(`${name}weight`, () =>
    graph.weights(`${name}weight`, weight.value, [outChannels, inChannels / groups, kernelSize]),
  );
  const row = bias && graph.once(`${name}bias`, () => graph.weights(`${name}bias`, bias.value, [outChannels]));
  const { left, right } = layer.zeros();
  const lost = dilation * (kernelSize - 1) - left - right;
  const steps = typeof time === "number" ? Math.floor((time - lost - 1) / stride) + 1 : `${time}_conv`;
  const kind = { type: x.type, shape: [batch, outChannels, lost === 0 && stride === 1 ? time : steps] };
  const y = graph.one("Conv", [transpose(graph, x, [0, 2, 1]), taps, row], kind, {
    kernel_shape: [kernelSize],
    strides: [stride],
    pads: [left, right],
    dilations: [dilation],
    group: groups,
  });
  return transpose(graph, y, [0, 2, 1]);
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
