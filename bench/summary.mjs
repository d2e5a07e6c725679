// What the results of one work say: every contender's median and spread, who of each kind is best, which peer is the best of all,
// and how many times as fast as each peer's best ours are. Plain data, as --json prints it.
import { median } from "recurra/statistics";
import { spread, timesAsFast } from "./statistics.mjs";

export const peerNames = ["PyTorch", "JAX", "TensorFlow", "TensorFlow.js"];

/** The fastest by its median; undefined of none. */
function fastest(results) {
  return results.reduce((best, one) => (best && median(best.seconds) <= median(one.seconds) ? best : one), undefined);
}

/** `results` as measure() gives them. */
export function summarise(work, results) {
  const ran = results.filter((result) => result.out === undefined && result.seconds.length > 0);
  const peers = peerNames
    .map((side) => fastest(ran.filter((result) => result.side === side)))
    .filter((best) => best !== undefined);
  const row = (result) => ({
    name: result.name,
    side: result.side,
    mode: result.mode,
    way: result.way,
    threads: result.threads,
    peer: result.about.peer,
    node: result.about.node,
    blas: result.about.blas,
    share: result.about.share,
    rounds: result.seconds.length,
    seconds: spread(result.seconds),
    megabytes: result.megabytes,
    timesAsFast: Object.fromEntries(
      peers.filter((peer) => peer !== result).map((peer) => [peer.side, timesAsFast(result.seconds, peer.seconds)]),
    ),
  });
  const bestOfMode = (way) =>
    Object.fromEntries(
      ["strict", "fast", "native"].flatMap((mode) => {
        const best = fastest(ran.filter((result) => result.mode === mode && result.way === way));
        return best ? [[mode, row(best)]] : [];
      }),
    );
  return {
    work: work.name,
    per: ran.find((result) => result.about.per)?.about.per ?? "",
    goals: work.goals,
    peers: Object.fromEntries(peers.map((peer) => [peer.side, row(peer)])),
    best: fastest(peers)?.side,
    library: bestOfMode("library"),
    narrow: bestOfMode("narrow"),
    loop: bestOfMode("loop"),
    rows: ran.map(row),
    out: results.filter((result) => result.out !== undefined).map(({ name, out }) => ({ name, reason: out })),
  };
}
