import { expect, test } from "vitest";
import type { Connection } from "./connection.ts";
import { findIdle } from "./room.ts";

/** Connections by what is read of them. */
function connections(...list: { idleSince: number | undefined; begun: number }[]): Set<Connection> {
  return new Set(list as unknown as Connection[]);
}

const [silent, busy] = [
  (idleSince: number) => ({ idleSince, begun: 0 }),
  { idleSince: undefined, begun: 1 } as { idleSince: number | undefined; begun: number },
];

test("below the limit, less one place of sixteen, nobody is closed", () => {
  const list = Array.from({ length: 30 }, () => silent(0));
  expect(findIdle(connections(...list), 32, 60_000)).toEqual([]);
});

test("above it those go that never asked, the oldest first, then those that asked for nothing for longest", () => {
  const list = [
    { idleSince: 1000, begun: 3 },
    silent(5000),
    silent(4000),
    { idleSince: 500, begun: 1 },
    ...Array.from({ length: 29 }, () => ({ ...busy })),
  ];
  const found = findIdle(connections(...list), 32, 60_000);
  expect(found).toEqual([list[2], list[1], list[3]]);
});

test("one that has a request, or has come only now, is never closed", () => {
  const list = [silent(59_500), ...Array.from({ length: 31 }, () => ({ ...busy }))];
  expect(findIdle(connections(...list), 32, 60_000)).toEqual([]);
});
