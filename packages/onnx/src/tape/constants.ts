// Tensors that a function makes from numbers: the same in every run, or of the same numbers spread over a size that is open.

import type { Graph } from "../graph/graph.ts";
import { cast } from "../graph/operations.ts";
import type { Kind, Value } from "../graph/value.ts";
import type { Recording } from "./recording.ts";
import { FIX_THE_SIZE, unsettled } from "./refusals.ts";

/** What writes a recording. */
interface Writer {
  readonly graph: Graph;
  readonly recording: Recording;
  readonly list: (runs: readonly ArrayLike<number>[]) => Value | undefined;
  readonly number: (runs: readonly number[]) => Value;
  readonly shapeOf: (number: number) => Value;
  readonly kind: (number: number) => Kind;
}

/** A leaf, by its number, as a value. Throws OptionError ONNX_TAPE where its numbers differ otherwise. */
export function constantOf(writer: Writer, number: number): Value {
  const { graph } = writer;
  const runs = writer.recording.values[number].tensors;
  const numbers = runs.map(({ data }) => data!);
  const [first] = runs;
  const { shape } = first;
  if (numbers.every((one) => sameNumbers(one, numbers[0])) && runs.every((one) => one.shape.join() === shape.join())) {
    return graph.float32s(numbers[0], shape);
  }
  const listed = writer.list(numbers);
  if (listed)
    return graph.one("Reshape", [cast(graph, listed, "float32"), writer.shapeOf(number)], writer.kind(number));
  const spread = (value: Value): Value => graph.one("Expand", [value, writer.shapeOf(number)], writer.kind(number));
  if (numbers.every((one) => one.every((value) => Object.is(value, one[0])))) {
    return spread(writer.number(numbers.map(([value]) => value)));
  }
  const open = shape.map((size, axis) => runs.some((one) => one.shape[axis] !== size));
  const kept = numbers.map((one, run) => alongOpen(one, runs[run].shape, open));
  if (kept.every((one) => one !== undefined && sameNumbers(one, kept[0]!))) {
    return spread(
      graph.float32s(
        kept[0]!,
        shape.map((size, axis) => (open[axis] ? 1 : size)),
      ),
    );
  }
  throw unsettled(
    `forward() makes a constant [${shape.join(", ")}] whose numbers are others each time: they hang on a size or on chance, and no operation says how`,
    ["compute it with operations on tensors, such as arange() and lt()", FIX_THE_SIZE],
  );
}

function sameNumbers(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((one, i) => Object.is(one, b[i]));
}

/** The numbers at the start of the open axes, where they are the same all along them. */
function alongOpen(
  numbers: Float32Array,
  shape: readonly number[],
  open: readonly boolean[],
): Float32Array | undefined {
  const kept = new Map<number, number>();
  for (let i = 0; i < numbers.length; i++) {
    let rest = i;
    let place = 0;
    let stride = 1;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const at = rest % shape[axis];
      rest = Math.floor(rest / shape[axis]);
      if (open[axis]) continue;
      place += at * stride;
      stride *= shape[axis];
    }
    if (!kept.has(place)) kept.set(place, numbers[i]);
    else if (!Object.is(kept.get(place), numbers[i])) return undefined;
  }
  return Float32Array.from({ length: kept.size }, (_, i) => kept.get(i)!);
}
