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
  --against DIR    instead of the peers another checkout, built: exit code 1 where a work is slower here than there
  --at-least X     with --against: how many times as fast as there a work must be (default 0.95)
  --from FILE      no measuring: show, or write, what an earlier run printed with --json
  --help`;

const allModes = ["strict", "fast", "native"];

function readList(text, known, what) {
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
      against: { type: "string" },
      "at-least": { type: "string" },
      from: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const { quick, growth, json, write, from, node, help, against } = values;
  const rounds = Number(values.rounds ?? (quick && against === undefined ? 5 : 11));
  if (!Number.isInteger(rounds) || rounds < 5) {
    throw new Error(`--rounds: ${values.rounds} is not a whole number from 5; a median of fewer says little.`);
  }
  const known = works.map((work) => work.name);
  const some = values.works ? readList(values.works, known, "works") : undefined;
  const modes = values.modes
    ? readList(values.modes, allModes, "modes")
    : allModes.filter((m) => !quick || m !== "native");
  if (some && growth) throw new Error("--growth measures no works; leave out one of --works and --growth.");
  if (write && (quick || some || values.modes || growth)) {
    throw new Error("--write: the page tells of all works; leave out --quick, --works, --modes and --growth.");
  }
  if (against !== undefined && (growth || write || from !== undefined)) {
    throw new Error("--against measures works and writes no page; leave out --growth, --write and --from.");
  }
  if (values["at-least"] !== undefined && against === undefined) {
    throw new Error("--at-least is a limit for --against DIR; name the other checkout, too.");
  }
  const atLeast = Number(values["at-least"] ?? 0.95);
  if (!(atLeast > 0 && atLeast < Number.POSITIVE_INFINITY)) {
    throw new Error(`--at-least: ${values["at-least"]} is not a number above 0, such as 0.95.`);
  }
  const whole = !some && !growth && against === undefined;
  const chosen = growth ? [] : (some ?? works.filter((work) => !quick || work.quick).map((work) => work.name));
  return {
    rounds,
    modes,
    works: chosen.map(workOf),
    // Beside the works, in whole runs: loops by hand, TensorFlow.js, growth, a lab's memory and kernels.
    loops: !quick,
    tfjs: !quick && against === undefined,
    growth: growth || (whole && !quick),
    startup: whole,
    kernels: whole && !quick,
    labMemory: whole && !quick,
    against,
    atLeast,
    json,
    write,
    from,
    node,
    help,
  };
}
