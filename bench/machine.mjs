// On what a benchmark ran: versions, processor, date.
import { readFileSync } from "node:fs";
import { cpus, loadavg, platform, release, totalmem } from "node:os";
import { peerNames } from "./summary.mjs";

const version = (file) => JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8")).version;

/** A sentence where others have used much of the processor in the last minute: then ratios mislead. Undefined where not. */
export function busyness(load = loadavg()[0], cores = cpus().length) {
  if (load <= cores / 2) return undefined;
  return `The machine was busy when this run began: a load of ${load.toFixed(1)} in the minute before, on ${cores} cores. The times may mislead.`;
}

/** `summaries` tell the peers' versions, which they say themselves. */
export function describeMachine(summaries) {
  const rows = summaries.flatMap((summary) => summary.rows);
  const said = (side) => rows.find((row) => row.side === side)?.peer;
  const nodeOf = (mode) => rows.find((row) => row.mode === mode)?.node;
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0].model.trim(),
    cores: cpus().length,
    gigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    recurra: version("../packages/recurra/package.json"),
    node: process.version,
    fastNode: nodeOf("fast"),
    blas: rows.find((row) => row.mode === "native")?.blas,
    peers: Object.fromEntries(peerNames.map((side) => [side, said(side)])),
  };
}
