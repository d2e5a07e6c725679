// Arithmetic on shapes. Row-major and contiguous everywhere: strides follow from the shape alone.
import { ShapeError } from "../core/errors.ts";
import { NUMBERS, refuseValue, requireOption } from "../core/option-rules.ts";
import { grouped } from "../words/grouped.ts";

/** The sizes of a tensor's dimensions, outermost first; [] is a single number. */
export type Shape = readonly number[];

/** How a shape is written in messages: "[64, 30, 3]". */
export function describeShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/** The number of elements. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (let i = 0; i < shape.length; i++) size *= shape[i];
  return size;
}

/** Throws OptionError OPTION_VALUE for no list, ShapeError SHAPE_INVALID unless every dimension is a whole number above 0, SHAPE_TOO_LARGE for more numbers than memory holds. */
export function requireShape(name: string, shape: Shape): void {
  if (!Array.isArray(shape)) throw refuseValue(name, "shape", "a list, such as [2, 3]", shape);
  for (const n of shape) {
    if (!Number.isInteger(n) || n < 1) {
      throw new ShapeError(
        "SHAPE_INVALID",
        name,
        `the shape ${describeShape(shape)} has the dimension ${n}; each must be a whole number above 0`,
      );
    }
  }
  const size = sizeOf(shape);
  if (size <= MOST_NUMBERS) return;
  throw new ShapeError(
    "SHAPE_TOO_LARGE",
    name,
    `the shape ${describeShape(shape)} holds ${grouped(size)} numbers, and memory at most ${grouped(MOST_NUMBERS)}`,
    { found: shape },
  );
}

/** Four bytes each, in the 4 GiB that WebAssembly can address. */
const MOST_NUMBERS = 2 ** 30;

/** Throws OptionError for what is no list of numbers, ShapeError TENSOR_SIZE unless there are as many numbers as the shape holds. */
export function requireFill(name: string, data: ArrayLike<number>, shape: Shape): void {
  requireOption(name, "data", NUMBERS, data);
  const { length } = data;
  const size = sizeOf(shape);
  if (length === size) return;
  throw new ShapeError(
    "TENSOR_SIZE",
    name,
    `${grouped(length)} numbers do not fill the shape ${describeShape(shape)}, which holds ${grouped(size)}`,
    { found: length },
  );
}

/** Row-major strides in elements. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = stride;
    stride *= shape[i];
  }
  return strides;
}

/** The strides of `shape` when read as `target`: 0 where a dimension is repeated. `shape` must broadcast to `target`. */
export function broadcastStrides(shape: Shape, target: Shape): number[] {
  const own = stridesOf(shape);
  const lead = target.length - shape.length;
  return target.map((n, i) => (i < lead || (shape[i - lead] === 1 && n !== 1) ? 0 : own[i - lead]));
}

/** Whether two shapes are the same. */
export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The common shape of two operands. Throws ShapeError SHAPES_DIFFER where neither dimension is 1 nor both are equal. */
export function broadcastShapes(name: string, a: Shape, b: Shape): Shape {
  if (sameShape(a, b)) return a;
  const rank = Math.max(a.length, b.length);
  const shape = new Array<number>(rank);
  for (let i = 1; i <= rank; i++) {
    const m = a[a.length - i] ?? 1;
    const n = b[b.length - i] ?? 1;
    if (m !== n && m !== 1 && n !== 1) {
      throw new ShapeError(
        "SHAPES_DIFFER",
        name,
        `the shapes ${describeShape(a)} and ${describeShape(b)} do not fit: counted from the right, dimension ${i} is ${m} and ${n}`,
        { remedies: ["they must be equal, or one of them 1; use reshape or transpose to line them up"] },
      );
    }
    shape[rank - i] = m === 1 ? n : m;
  }
  return shape;
}

/** A dimension counted from 0; negative ones count from the end. Throws ShapeError DIMENSION_OUT_OF_RANGE. */
export function dimensionOf(name: string, dim: number, shape: Shape, extra = 0): number {
  if (typeof dim !== "number") throw refuseValue(name, "dim", "a whole number", dim);
  const rank = shape.length + extra;
  const found = dim < 0 ? dim + rank : dim;
  if (!Number.isInteger(dim) || found < 0 || found >= rank) {
    const range = rank === 0 ? "it has none" : `use ${-rank} to ${rank - 1}`;
    throw new ShapeError(
      "DIMENSION_OUT_OF_RANGE",
      name,
      `there is no dimension ${dim} in the shape ${describeShape(shape)}; ${range}`,
    );
  }
  return found;
}

/** `shape` as [outer, n, inner] around the dimension `dim`. */
export function aroundDimension(shape: Shape, dim: number): { outer: number; n: number; inner: number } {
  let outer = 1;
  let inner = 1;
  for (let i = 0; i < dim; i++) outer *= shape[i];
  for (let i = dim + 1; i < shape.length; i++) inner *= shape[i];
  return { outer, n: shape[dim], inner };
}
