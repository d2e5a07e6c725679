// What `npm run bench` can be told.
import { parseArgs } from "node:util";
import { workOf, works } from "./works.mjs";

export const usage = `Usage: npm run bench [-- OPTIONS]
  --quick          some works in strict and fast mode beside PyTorch, 5 rounds: under two minutes
  --works A,B      only these: ${works.map((work) => work.name).join(", ")}
  --modes A,B      only these of strict, fast, native
  --rounds N       how often each contender is asked (default 11, at least 5)
  --node PATH      another Node (24 or newer) for the fast mode
  --growth         only how cost grows with T, B and H
  --json           one JSON document on standard output
  --write          also write docs/benchmarks.md and its plot (a whole run only)
  --from FILE      no measuring: show, or write, what an earlier run printed with --json
  --help`;

const allModes = ["strict", "fast", "native"];

function listed(text, known, what) {
  const list = text.split(",");
  const wrong = list.find((entry) => !known.includes(entry));
  if (wrong !== undefined) throw new Error(`--${what}: there is no "${wrong}"; known are ${known.join(", ")}.`);
  return list;
}

/** Reads the arguments. Throws an Error whose message says what to write instead. */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: "boolean", default: false },
      works: { type: "string" },
      modes: { type: "string" },
      rounds: { type: "string" },
      node: { type: "string" },
      growth: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      from: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const { quick, growth, json, write, from, node, help } = values;
  const rounds = Number(values.rounds ?? (quick ? 5 : 11));
  if (!Number.isInteger(rounds) || rounds < 5) {
    throw new Error(`--rounds: ${values.rounds} is not a whole number from 5; a median of fewer says little.`);
  }
  const known = works.map((work) => work.name);
  const some = values.works ? listed(values.works, known, "works") : undefined;
  const modes = values.modes
    ? listed(values.modes, allModes, "modes")
    : allModes.filter((m) => !quick || m !== "native");
  if (some && growth) throw new Error("--growth measures no works; leave out one of --works and --growth.");
  if (write && (quick || some || values.modes || growth)) {
    throw new Error("--write: the page tells of all works; leave out --quick, --works, --modes and --growth.");
  }
  const chosen = growth ? [] : (some ?? works.filter((work) => !quick || work.quick).map((work) => work.name));
  return {
    rounds,
    modes,
    works: chosen.map(workOf),
    // Beside the works, in whole runs: loops by hand, TensorFlow.js, growth, a lab's memory and kernels.
    loops: !quick,
    tfjs: !quick,
    growth: growth || (!some && !quick),
    startup: !some && !growth,
    kernels: !some && !growth && !quick,
    labMemory: !some && !growth && !quick,
    json,
    write,
    from,
    node,
    help,
  };
}
