import type { Tensor } from "../tensor/index.ts";

/** Keys of the shapes of tensors, which are mostly those of the call before. */
export class ShapeKeys {
  #shapes: readonly (readonly number[])[] = [];
  #key = "";

  of(tensors: readonly Tensor[]): string {
    if (!this.#isLast(tensors)) {
      this.#shapes = tensors.map(({ shape }) => shape);
      this.#key = this.#shapes.map((shape) => shape.join()).join(";");
    }
    return this.#key;
  }

  #isLast(tensors: readonly Tensor[]): boolean {
    const shapes = this.#shapes;
    if (shapes.length !== tensors.length) return false;
    for (let i = 0; i < shapes.length; i++) {
      const last = shapes[i];
      const { shape } = tensors[i];
      if (last.length !== shape.length) return false;
      for (let d = 0; d < last.length; d++) if (last[d] !== shape[d]) return false;
    }
    return true;
  }
}
