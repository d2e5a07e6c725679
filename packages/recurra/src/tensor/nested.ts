// Lists of lists of numbers, as courses write small tensors: [[1, 2], [3, 4]].
import { ShapeError } from "../core/errors.ts";

/** Lists within lists, as long as each other at each depth, with numbers at the bottom. */
export type NestedNumbers = readonly (number | ArrayLike<number> | NestedNumbers)[];

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

/** Whether the first entry is a list itself. */
export function isNested(data: ArrayLike<number> | NestedNumbers | number): data is NestedNumbers {
  return Array.isArray(data) && data.some(isList);
}

/** The numbers row by row, and the shape. Throws ShapeError TENSOR_RAGGED, naming the place, for lists of unequal lengths or depths. */
export function readNested(data: NestedNumbers): { readonly values: Float32Array; readonly shape: readonly number[] } {
  const shape: number[] = [];
  for (let at: unknown = data; isList(at); at = at[0]) shape.push(at.length);
  const values: number[] = [];
  const walk = (value: unknown, depth: number, path: string): void => {
    const wanted = shape[depth];
    if (depth === shape.length ? typeof value !== "number" : !isList(value) || value.length !== wanted) {
      const needed = depth === shape.length ? "a number" : `a list of ${wanted}`;
      const found = isList(value)
        ? `a list of ${value.length}`
        : typeof value === "number"
          ? "a number"
          : String(value);
      throw new ShapeError("TENSOR_RAGGED", "tensor", `${path} is ${found}, but the first there is ${needed}`, {
        found,
        remedies: ["give lists of equal lengths"],
      });
    }
    if (isList(value)) for (let i = 0; i < value.length; i++) walk(value[i], depth + 1, `${path}[${i}]`);
    else values.push(value as number);
  };
  walk(data, 0, "");
  return { values: Float32Array.from(values), shape };
}
