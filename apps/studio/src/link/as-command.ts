// A run as the line of the command line that does the same.
import type { RunLink } from "./run-link.ts";

/** Settings of a forecast whose flags have shorter names. */
const SHORTER: Readonly<Record<string, string>> = {
  ...{ hiddenSize: "hidden", numLayers: "layers", batchSize: "batch", skipFirst: "skip" },
};

/** Settings that can be said "no" to. */
const REFUSABLE: readonly string[] = ["time", "wide", "linear"];

/** Settings of a forecast that only programs have. */
const PROGRAMS: readonly string[] = ["anchor", "clipNorm", "loss", "skip", "untrained"];

/** "learningRate" as "--learning-rate". */
function flagOf(setting: string, kind: string): string {
  const name = kind === "forecast" ? (SHORTER[setting] ?? setting) : setting;
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** A word as a POSIX shell takes it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A file whose name looks like an option is none. */
function pathOf({ name }: { readonly name: string }): string {
  return name.startsWith("-") ? `./${name}` : name;
}

/** `npx recurra lab denoise --hidden 12 --seed 3`. */
export function asCommand({ run, settings, seed, mode, stop, file }: RunLink): string {
  const [kind, lab] = run.split("/");
  const others = kind === "forecast" ? Object.keys(settings).filter((name) => PROGRAMS.includes(name)) : [];
  // A line without them would be another run.
  if (others.length > 0) return `# No option of the command line is ${others.join(" or ")}: copy this run as code.`;
  const words = kind === "lab" ? ["lab", lab] : ["forecast", ...(file ? [pathOf(file)] : [])];
  for (const [name, value] of Object.entries(settings)) {
    const flag = flagOf(name, kind);
    if (value === "false")
      words.push(...(REFUSABLE.includes(name) && kind === "forecast" ? [`--no-${flag.slice(2)}`] : []));
    else if (value === "true") words.push(flag);
    // Of several conditions, each is an option.
    else for (const one of name === "where" ? value.split("\n") : [value]) words.push(flag, one);
  }
  if (kind === "lab" && file) words.push("--data", pathOf(file));
  if (seed !== 0) words.push("--seed", String(seed));
  if (mode === "fast") words.push("--fast");
  if (kind === "forecast" && stop !== undefined) words.push("--stop-step", String(stop));
  return ["npx", "recurra", ...words.map(quoted)].join(" ");
}
