// Lists of lists of numbers, as courses write small tensors: [[1, 2], [3, 4]].
import { ShapeError } from "../core/errors.ts";
import { shownValue } from "../core/option-rules.ts";

/** Lists within lists, as long as each other at each depth, with numbers at the bottom. */
export type NestedNumbers = readonly (number | ArrayLike<number> | NestedNumbers)[];

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

/**
 * The numbers row by row, and the shape; that of a number alone is []. Throws ShapeError, naming the place: TENSOR_RAGGED for lists of
 * unequal lengths or depths, TENSOR_VALUE for what is neither a number nor a list.
 */
export function readNested(data: unknown): { readonly values: Float32Array; readonly shape: readonly number[] } {
  const shape: number[] = [];
  for (let at = data; isList(at); at = at[0]) shape.push(at.length);
  const values: number[] = [];
  /** Where the walk is. */
  const path: number[] = [];
  const walk = (value: unknown, depth: number): void => {
    if (typeof value === "number" && depth === shape.length) values.push(value);
    else if (isList(value) && value.length === shape[depth]) {
      for (let i = 0; i < value.length; i++) {
        path[depth] = i;
        walk(value[i], depth + 1);
      }
    } else throw refuse(value, path.slice(0, depth), shape[depth]);
  };
  walk(data, 0);
  return { values: Float32Array.from(values), shape };
}

function refuse(found: unknown, path: readonly number[], length: number | undefined): ShapeError {
  const place = path.length === 0 ? "the data" : path.map((i) => `[${i}]`).join("");
  const wanted = length === undefined ? "a number" : `a list of ${length}`;
  if (typeof found !== "number" && !isList(found)) {
    return new ShapeError("TENSOR_VALUE", "tensor", `${place} is ${shownValue(found)}, but must be ${wanted}`, {
      found,
      remedies: ["use NaN for a missing value"],
    });
  }
  const what = isList(found) ? `a list of ${found.length}` : "a number";
  return new ShapeError("TENSOR_RAGGED", "tensor", `${place} is ${what}, but the first there is ${wanted}`, {
    found,
    remedies: ["give lists of equal lengths"],
  });
}
