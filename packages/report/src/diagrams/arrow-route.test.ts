import { expect, test } from "vitest";
import { type Box, type Point, within } from "../blocks/geometry.ts";
import { routes } from "./arrow-route.ts";

const lanes = (count: number): [number, number][] =>
  Array.from({ length: count + 1 }, (_, k) => [100 * k - 40, 100 * k]);

/** Boxes of 60 x 60 at places of a grid, columns from the left and rows from the top. */
function plan(places: readonly (readonly [number, number])[], arrows: readonly (readonly [number, number])[]) {
  const boxes = places.map(
    ([column, row]): Box => ({ left: 100 * column, right: 100 * column + 60, top: 100 * row, bottom: 100 * row + 60 }),
  );
  const ways = routes({
    boxes,
    lanes: { x: lanes(4), y: lanes(5) },
    arrows: arrows.map(([from, to]) => ({ from, to })),
  });
  return { boxes, ways };
}

function onBorder({ x, y }: Point, { left, right, top, bottom }: Box): boolean {
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6;
  const [inX, inY] = [x > left - 1e-6 && x < right + 1e-6, y > top - 1e-6 && y < bottom + 1e-6];
  return (inY && (near(x, left) || near(x, right))) || (inX && (near(y, top) || near(y, bottom)));
}

test("neighbours are joined by a straight line from border to border", () => {
  const { ways } = plan(
    [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ],
    [
      [0, 1],
      [2, 0],
      [0, 3],
    ],
  );
  expect(ways[0]).toEqual([
    { x: 60, y: 30 },
    { x: 100, y: 30 },
  ]);
  expect(ways[1]).toEqual([
    { x: 30, y: 100 },
    { x: 30, y: 60 },
  ]);
  expect(ways[2].map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual([
    [60, 60],
    [100, 100],
  ]);
});

test("two arrows in opposite directions lie beside each other", () => {
  const { ways } = plan(
    [
      [0, 0],
      [1, 0],
    ],
    [
      [0, 1],
      [1, 0],
    ],
  );
  expect(ways[0][0].y).not.toBe(ways[1][0].y);
});

test("no arrow goes through a box, and each ends on its boxes' borders", () => {
  const places = [0, 1, 2, 3].flatMap((column) => [0, 1, 2, 3, 4].map((row) => [column, row] as const));
  const at = (column: number, row: number): number => 5 * column + row;
  const arrows = [0, 1, 2, 3].flatMap((column) => [
    [at(column, 4), at(column, 2)] as const,
    [at(column, 3), at(column, 1)] as const,
    [at(column, 4), at(column, 0)] as const,
    [at(column, 2), at(column, 0)] as const,
  ]);
  const { boxes, ways } = plan(places, [...arrows, [at(0, 2), at(3, 2)], [at(3, 0), at(0, 4)]]);
  for (const [index, way] of ways.entries()) {
    const [from, to] = [...arrows, [at(0, 2), at(3, 2)], [at(3, 0), at(0, 4)]][index];
    expect(onBorder(way[0], boxes[from])).toBe(true);
    expect(onBorder(way[way.length - 1], boxes[to])).toBe(true);
    for (let corner = 1; corner < way.length; corner++) {
      const hits = boxes.filter((box) => {
        const inner = { left: box.left + 1, right: box.right - 1, top: box.top + 1, bottom: box.bottom - 1 };
        return within(way[corner - 1], way[corner], inner) !== null;
      });
      expect(hits).toEqual([]);
    }
  }
});

test("arrows that go round the same boxes do not lie on each other", () => {
  const { ways } = plan(
    [
      [1, 0],
      [1, 1],
      [1, 2],
      [1, 3],
    ],
    [
      [3, 1],
      [2, 0],
      [3, 0],
      [1, 3],
    ],
  );
  const segments = ways.flatMap((way, arrow) => way.slice(1).map((to, at) => ({ arrow, from: way[at], to })));
  const upright = segments.filter(({ from, to }) => from.x === to.x);
  expect(upright.length).toBeGreaterThan(7);
  for (const a of upright) {
    for (const b of upright) {
      if (a.arrow === b.arrow || Math.abs(a.from.x - b.from.x) > 3) continue;
      const [aTop, bTop] = [a, b].map(({ from, to }) => Math.min(from.y, to.y));
      const [aBottom, bBottom] = [a, b].map(({ from, to }) => Math.max(from.y, to.y));
      expect(Math.min(aBottom, bBottom) - Math.max(aTop, bTop)).toBeLessThanOrEqual(0);
    }
  }
});

test("an arrow from a box to itself leaves on the right and comes in from above", () => {
  const { boxes, ways } = plan([[1, 1]], [[0, 0]]);
  const [way] = ways;
  expect(way).toHaveLength(5);
  expect(way[0].x).toBe(boxes[0].right);
  expect(way[4].y).toBe(boxes[0].top);
});
