import { ones } from "recurra";
import { expect, test } from "vitest";
import { Stages } from "./stages.ts";
import { drawUnrolled, type UnrolledNetwork, unroll } from "./unrolled.ts";

/** Tensors as a network of 4 units sees them: 5 sequences of `steps`, 2 numbers in, 3 out. */
function passed(steps: number, layers = 1, directions = 1): UnrolledNetwork {
  const stages = new Stages();
  stages.see("x", "[B, T, I]", ones([5, steps, 2]));
  stages.see("state.h", "[L*D, B, H]", ones([layers * directions, 5, 4]));
  stages.see("y", "[B, T, O]", ones([5, steps, 3]));
  return unroll(stages, { numLayers: layers, directions });
}

function draw(...runs: UnrolledNetwork[]) {
  const { nodes, arrows } = drawUnrolled("title", "description", runs);
  const node = (id: string) => nodes.find((one) => one.id === id)!;
  const ways = arrows.map(({ from, to, dashed }) => `${from} -> ${to}${dashed === true ? " (dashed)" : ""}`);
  return {
    nodes,
    ways,
    labels: (role: string) => nodes.filter((one) => one.role === role).map(({ label }) => label),
    node,
  };
}

test("every box carries the size of its tensor for one step", () => {
  const { node } = draw(passed(2));
  expect(node("0 x 1")).toEqual({ id: "0 x 1", label: "x_1", detail: "[5, 2]", column: 1, row: 0, role: "input" });
  expect(node("0 h 0 0 1")).toMatchObject({ label: "h_1", detail: "[5, 4]", column: 1, row: 1, role: "cell" });
  expect(node("0 head 2")).toMatchObject({ label: "Linear", column: 2, row: 2, role: "head" });
  expect(node("0 y 2")).toMatchObject({ label: "y_2", detail: "[5, 3]", column: 2, row: 3, role: "output" });
});

test("a cell reads its input and the state before it, and gives its output to the head", () => {
  expect(draw(passed(2)).ways).toEqual([
    "0 start 0 -> 0 h 0 0 1",
    "0 h 0 0 1 -> 0 h 0 0 2",
    "0 x 1 -> 0 h 0 0 1",
    "0 x 2 -> 0 h 0 0 2",
    "0 h 0 0 1 -> 0 head 1",
    "0 head 1 -> 0 y 1",
    "0 h 0 0 2 -> 0 head 2",
    "0 head 2 -> 0 y 2",
  ]);
});

test("of more than five steps the first three and the last are drawn", () => {
  const { labels, ways, nodes } = draw(passed(20));
  expect(labels("input")).toEqual(["x_1", "x_2", "x_3", "x_20"]);
  expect(labels("cell")).toEqual(["h_1", "h_2", "h_3", "h_20"]);
  expect(labels("absent")).toEqual(["..."]);
  expect(ways).toContain("0 h 0 0 3 -> 0 h 0 0 ...");
  expect(ways).toContain("0 h 0 0 ... -> 0 h 0 0 20");
  expect(Math.max(...nodes.map(({ column }) => column))).toBe(5);
  expect(draw(passed(5)).labels("input")).toHaveLength(5);
});

test("a step without input is drawn in dashes, one without output has no head", () => {
  const { labels, node, ways } = draw({
    ...passed(3),
    inputs: (step) => step === 1,
    outputs: (step, steps) => step === steps,
  });
  expect(labels("input")).toEqual(["x_1"]);
  expect(labels("absent")).toEqual(["zeros", "zeros"]);
  expect(labels("output")).toEqual(["y"]);
  expect(node("0 y 3")).toMatchObject({ column: 3, row: 3 });
  expect(ways.filter((way) => way.includes("head"))).toEqual(["0 h 0 0 3 -> 0 head 3", "0 head 3 -> 0 y 3"]);
});

test("an upper layer reads the cells below it and keeps a state of its own", () => {
  const { node, ways, labels } = draw(passed(2, 2));
  expect(node("0 h 1 0 1")).toMatchObject({ detail: "layer 2: [5, 4]", row: 2 });
  expect(labels("state")).toEqual(["zeros", "zeros"]);
  expect(ways).toContain("0 h 0 0 1 -> 0 h 1 0 1");
  expect(ways).toContain("0 h 1 0 1 -> 0 h 1 0 2");
  expect(ways).toContain("0 h 1 0 2 -> 0 head 2");
  expect(ways).not.toContain("0 h 0 0 2 -> 0 head 2");
});

test("a second direction starts at the end, and both directions go to the head", () => {
  const { node, ways } = draw(passed(2, 1, 2));
  expect(node("0 h 0 1 2")).toMatchObject({ label: "h'_2", row: 2, role: "backward" });
  expect(node("0 end 0")).toMatchObject({ column: 3, row: 2, role: "state" });
  for (const way of [
    "0 end 0 -> 0 h 0 1 2",
    "0 h 0 1 2 -> 0 h 0 1 1",
    "0 x 1 -> 0 h 0 0 1",
    "0 x 1 -> 0 h 0 1 1",
    "0 h 0 0 1 -> 0 head 1",
    "0 h 0 1 1 -> 0 head 1",
  ]) {
    expect(ways).toContain(way);
  }
});

test("the last state of an encoder starts the decoder, whose steps read the answer before", () => {
  const encoder = { ...passed(2), outputs: () => false, shapes: { input: [5, 2], state: [5, 4] } };
  const decoder = { ...passed(2), hidden: "s", inputs: (step: number) => step > 1, feedsBack: true };
  const { ways, labels, node } = draw(encoder, decoder);
  expect(ways).toContain("0 h 0 0 2 -> 1 h 0 0 1");
  expect(ways).toContain("1 y 1 -> 1 x 2 (dashed)");
  expect(labels("state")).toEqual(["zeros"]);
  expect(labels("cell")).toEqual(["h_1", "h_2", "s_1", "s_2"]);
  expect(node("1 x 2")).toMatchObject({ label: "y_1", column: 4 });
  expect(ways.filter((way) => way.startsWith("0 head"))).toEqual([]);
});
