import type { Point } from "./point.ts";

/**
 * A line with few points that looks like the whole one: of all points in one column of pixels the lowest and the highest,
 * and the two ends. A path that does not go from left to right keeps the outermost points of equal parts instead.
 */
export function thinLine(points: readonly Point[], columns: number): readonly Point[] {
  if (points.length <= 2 * columns) return points;
  const rightwards = points.every((point, at) => at === 0 || point.x >= points[at - 1].x);
  const [first, last] = [points[0], points[points.length - 1]];
  const parts = rightwards ? columns : Math.ceil(columns / 2);
  const partOf = (at: number): number => {
    const share = rightwards ? (points[at].x - first.x) / (last.x - first.x || 1) : at / points.length;
    return Math.min(parts - 1, Math.floor(share * parts));
  };
  const kept = new Set([0]);
  for (let start = 0; start < points.length; ) {
    const part = partOf(start);
    let end = start;
    let [left, right, low, high] = [start, start, start, start];
    for (; end < points.length && partOf(end) === part; end++) {
      const { x, y } = points[end];
      if (x < points[left].x) left = end;
      if (x > points[right].x) right = end;
      if (y < points[low].y) low = end;
      if (y > points[high].y) high = end;
    }
    const outermost = rightwards ? [low, high] : [left, right, low, high];
    for (const at of outermost.sort((a, b) => a - b)) kept.add(at);
    start = end;
  }
  return [...kept.add(points.length - 1)].map((at) => points[at]);
}
