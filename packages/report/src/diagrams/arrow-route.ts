// The ways of a drawing's arrows. An arrow is straight where no box lies between its ends. Else it goes round the boxes in
// the lanes between columns and rows: the cheapest way by Dijkstra's method on the grid that three tracks in each lane and
// three ports on each side of a box make. Length, turns and company cost; a way through a box does not exist.
import { type Box, distance, grown, type Point, within } from "../blocks/geometry.ts";

interface RoutePlan {
  readonly boxes: readonly Box[];
  readonly lanes: {
    readonly x: readonly (readonly [number, number])[];
    readonly y: readonly (readonly [number, number])[];
  };
  readonly arrows: readonly { readonly from: number; readonly to: number }[];
}

interface Segment {
  readonly from: Point;
  readonly to: Point;
}

interface Port {
  readonly at: Point;
  readonly side: "left" | "right" | "top" | "bottom";
  readonly central: boolean;
}

const cost = { turn: 25, beside: 600, cross: 8, port: 12, taken: 90, flank: 90, leftwards: 0.3 } as const;

/** The corners of each arrow's way, from the border of its first box to that of its second. */
export function routes(plan: RoutePlan): Point[][] {
  const { boxes, arrows } = plan;
  const ways: (Point[] | undefined)[] = arrows.map(({ from, to }) => {
    const back = arrows.some((other) => other.from === to && other.to === from);
    return from === to ? undefined : straight(boxes, from, to, back);
  });
  const used = ways.flatMap((way) => (way === undefined ? [] : segmentsOf(way)));
  return ways.map((way, at) => {
    if (way !== undefined) return way;
    const round = roundabout(plan, arrows[at].from, arrows[at].to, used);
    used.push(...segmentsOf(round));
    return round;
  });
}

function centerOf({ left, right, top, bottom }: Box): Point {
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}

function straight(boxes: readonly Box[], from: number, to: number, back: boolean): Point[] | undefined {
  const [a, b] = [centerOf(boxes[from]), centerOf(boxes[to])];
  const length = distance(a, b);
  if (length === 0) return undefined;
  // Beside an arrow in the opposite direction, both keep to their right.
  const aside = back ? 7 : 0;
  const [dx, dy] = [(-(b.y - a.y) / length) * aside, ((b.x - a.x) / length) * aside];
  const [start, end] = [
    { x: a.x + dx, y: a.y + dy },
    { x: b.x + dx, y: b.y + dy },
  ];
  const blocked = boxes.some((box, at) => at !== from && at !== to && within(start, end, grown(box, 5)) !== null);
  if (blocked) return undefined;
  const [out, into] = [within(start, end, boxes[from]), within(start, end, boxes[to])];
  if (out === null || into === null || out[1] >= into[0]) return undefined;
  const point = (share: number): Point => ({
    x: start.x + share * (end.x - start.x),
    y: start.y + share * (end.y - start.y),
  });
  return [point(out[1]), point(into[0])];
}

function segmentsOf(way: readonly Point[]): Segment[] {
  return way.slice(1).map((to, at) => ({ from: way[at], to }));
}

function portsOf({ left, right, top, bottom }: Box): Port[] {
  return [0.5, 0.25, 0.75].flatMap((share): Port[] => {
    const [x, y] = [left + share * (right - left), top + share * (bottom - top)];
    const central = share === 0.5;
    return [
      { at: { x, y: top }, side: "top", central },
      { at: { x, y: bottom }, side: "bottom", central },
      { at: { x: left, y }, side: "left", central },
      { at: { x: right, y }, side: "right", central },
    ];
  });
}

interface Step {
  readonly x: number;
  readonly y: number;
  readonly upright: boolean;
  readonly cost: number;
  readonly before?: Step;
  readonly port?: Port;
}

function roundabout({ boxes, lanes }: RoutePlan, from: number, to: number, used: readonly Segment[]): Point[] {
  // A way back into the same box leaves on its right and comes in from above.
  const loop = from === to;
  const starts = portsOf(boxes[from]).filter(({ side }) => !loop || side === "right");
  const ends = portsOf(boxes[to]).filter(({ side }) => !loop || side === "top");
  const middle = (centerOf(boxes[from]).x + centerOf(boxes[to]).x) / 2;
  const level = Math.abs(centerOf(boxes[from]).y - centerOf(boxes[to]).y) < 1;
  const lines = (all: readonly (readonly [number, number])[], ports: readonly number[]): number[] =>
    [
      ...new Set([
        ...all.flatMap(([low, high]) => [0.25, 0.5, 0.75].map((share) => low + share * (high - low))),
        ...ports,
      ]),
    ].sort((a, b) => a - b);
  const upright = (port: Port): boolean => port.side === "top" || port.side === "bottom";
  const ports = [...starts, ...ends];
  const xs = lines(
    lanes.x,
    ports.filter(upright).map(({ at }) => at.x),
  );
  const ys = lines(
    lanes.y,
    ports.filter((port) => !upright(port)).map(({ at }) => at.y),
  );
  const priceOf = (port: Port): number => {
    const taken = used.some(({ from: a, to: b }) => [a, b].some((end) => distance(port.at, end) < 4));
    return (port.central ? 0 : cost.port) + (taken ? cost.taken : 0) + (!level && !upright(port) ? cost.flank : 0);
  };
  const queue = new Queue();
  for (const port of starts) {
    for (const { x, y } of besidePort(port, lanes, xs, ys)) {
      queue.add({
        x,
        y,
        upright: upright(port),
        cost: priceOf(port) + travel(port.at, { x: xs[x], y: ys[y] }, used),
        port,
      });
    }
  }
  // The last step leads into the box from a place beside one of its ports.
  const arrivals = new Map<string, { port: Port; price: number }[]>();
  for (const port of ends) {
    for (const { x, y } of besidePort(port, lanes, xs, ys)) {
      const key = `${x} ${y}`;
      const price = priceOf(port) + travel({ x: xs[x], y: ys[y] }, port.at, used);
      arrivals.set(key, [...(arrivals.get(key) ?? []), { port, price }]);
    }
  }
  const settled = new Set<string>();
  let best: { cost: number; step: Step; port: Port } | undefined;
  for (let step = queue.take(); step !== undefined; step = queue.take()) {
    if (best !== undefined && step.cost >= best.cost) break;
    const here = `${step.x} ${step.y} ${step.upright}`;
    if (settled.has(here)) continue;
    settled.add(here);
    for (const { port, price } of arrivals.get(`${step.x} ${step.y}`) ?? []) {
      const total = step.cost + price + (upright(port) === step.upright ? 0 : cost.turn);
      if (best === undefined || total < best.cost) best = { cost: total, step, port };
    }
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ]) {
      const [x, y] = [step.x + dx, step.y + dy];
      if (x < 0 || y < 0 || x >= xs.length || y >= ys.length) continue;
      const [a, b] = [
        { x: xs[step.x], y: ys[step.y] },
        { x: xs[x], y: ys[y] },
      ];
      if (boxes.some((box) => within(a, b, grown(box, 4)) !== null)) continue;
      const turn = (dx === 0) === step.upright ? 0 : cost.turn;
      // Arrows between boxes at the same places of each column take the same side of it.
      const odd = a.x === b.x && a.x < middle ? cost.leftwards * Math.abs(a.y - b.y) : 0;
      queue.add({ x, y, upright: dx === 0, cost: step.cost + turn + odd + travel(a, b, used), before: step });
    }
  }
  return best === undefined ? [centerOf(boxes[from]), centerOf(boxes[to])] : cornersOf(best.step, best.port, xs, ys);
}

/** The grid's places on the tracks of the lane beside a port, straight ahead of it. */
function besidePort(
  { at, side }: Port,
  lanes: RoutePlan["lanes"],
  xs: readonly number[],
  ys: readonly number[],
): { x: number; y: number }[] {
  const upright = side === "top" || side === "bottom";
  const [along, lines, edge] = upright ? [lanes.y, ys, at.y] : [lanes.x, xs, at.x];
  const before = side === "top" || side === "left";
  const lane = before ? along.findLast(([low]) => low < edge) : along.find(([, high]) => high > edge);
  if (lane === undefined) return [];
  const places = lines.flatMap((value, line) =>
    value > lane[0] && value < lane[1] && (before ? value < edge : value > edge) ? [line] : [],
  );
  return places.map((line) => (upright ? { x: xs.indexOf(at.x), y: line } : { x: line, y: ys.indexOf(at.y) }));
}

/** The price of a way on one grid line: its length, with what it crosses and what it would lie upon. */
function travel(a: Point, b: Point, used: readonly Segment[]): number {
  const upright = a.x === b.x;
  let price = Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
  const box = grown(
    { left: Math.min(a.x, b.x), right: Math.max(a.x, b.x), top: Math.min(a.y, b.y), bottom: Math.max(a.y, b.y) },
    3,
  );
  for (const { from, to } of used) {
    if (within(from, to, box) === null) continue;
    const parallel = upright ? Math.abs(from.x - to.x) < 1 : Math.abs(from.y - to.y) < 1;
    price += parallel ? cost.beside : cost.cross;
  }
  return price;
}

function cornersOf(last: Step, port: Port, xs: readonly number[], ys: readonly number[]): Point[] {
  const points: Point[] = [port.at];
  for (let step: Step | undefined = last; step !== undefined; step = step.before) {
    points.push({ x: xs[step.x], y: ys[step.y] });
    if (step.port !== undefined) points.push(step.port.at);
  }
  points.reverse();
  return points.filter(({ x, y }, at) => {
    const [before, after] = [points[at - 1], points[at + 1]];
    if (before === undefined || after === undefined) return true;
    return !((before.x === x && after.x === x) || (before.y === y && after.y === y));
  });
}

/** Steps, the cheapest first: a binary heap. */
class Queue {
  readonly #heap: Step[] = [];

  add(step: Step): void {
    const heap = this.#heap;
    let at = heap.push(step) - 1;
    for (let parent = (at - 1) >> 1; at > 0 && heap[parent].cost > step.cost; parent = (at - 1) >> 1) {
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = step;
  }

  take(): Step | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && heap[child + 1].cost < heap[child].cost) child++;
      if (heap[child].cost >= last.cost) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
    return first;
  }
}
