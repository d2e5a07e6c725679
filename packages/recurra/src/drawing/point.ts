export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How far two points are apart. */
export function distance(a: Point, b: Point): number {
  const [x, y] = [b.x - a.x, b.y - a.y];
  return Math.sqrt(x * x + y * y);
}
