// Room for those who come: where connections are nearly as many as there may be, some on which nothing is asked are closed. Node itself
// refuses those above the limit, so a few places are kept free.

import type { Connection } from "./connection.ts";

/** Of so many places, one is kept free. */
const FREE_SHARE = 16;
/** Milliseconds without a request after which a connection may be closed: a client has time to say what it wants. */
const LEAST_IDLE = 1000;

/** Those to be closed: first the ones that have never asked for anything, then those that have asked for nothing for longest. */
export function findIdle(connections: ReadonlySet<Connection>, limit: number, now: number): Connection[] {
  const over = connections.size - (limit - Math.floor(limit / FREE_SHARE));
  if (over <= 0) return [];
  const idle: { connection: Connection; asked: boolean; since: number }[] = [];
  for (const connection of connections) {
    const since = connection.idleSince;
    if (since !== undefined && now - since >= LEAST_IDLE) idle.push({ connection, asked: connection.begun > 0, since });
  }
  idle.sort((a, b) => Number(a.asked) - Number(b.asked) || a.since - b.since);
  return idle.slice(0, over).map(({ connection }) => connection);
}
