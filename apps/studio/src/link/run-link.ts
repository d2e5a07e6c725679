// A run as a link: what stands in the URL's fragment is all that the run depends on, so that whoever opens it has the run to the bit.
//
//   #v=0.1.0&run=lab%2Fdenoise&seed=3&stop=120&s.hidden=12
//
// A file's rows are not in a link: it names the file and the SHA-256 of its bytes, and the page asks for it.

/** What a run is, as far as a link says it. */
export interface RunLink {
  /** The version of the library that made it. Another one may compute other numbers. */
  readonly version: string;
  /** "forecast", or "lab/denoise". */
  readonly run: string;
  /** The settings that are not at their defaults, as texts, in the order of their names. */
  readonly settings: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly mode: "strict" | "fast";
  /** Training stops after this step, and shows what is there then. */
  readonly stop?: number;
  readonly file?: { readonly name: string; readonly sha256: string };
  /** Where the lab's dial stands: what is drawn depends on it, and nothing that is learned. Its lab says how far it goes. */
  readonly dial?: number;
  /** For teachers. "none": the page without settings; "play": without all but its text, Play and Reset, and what is drawn. */
  readonly controls?: "none" | "play";
}

const SETTING = "s.";
/** The fragment of the first page, for links to it. */
const HOME = "/";
/** Longer fragments come from no run of ours. */
const MOST = 8000;

/** Two decimals more than any dial has steps for. */
const NUMBER = /^-?(0|[1-9]\d{0,6})(\.\d{1,6})?$/;
const WHOLE = /^(0|[1-9]\d{0,14})$/;
const RUN = /^(forecast|lab\/[a-z][a-z-]{0,40})$/;
const HASH = /^[0-9a-f]{64}$/;
const VERSION = /^\d+\.\d+\.\d+(-[\w.]{1,40})?$/;
const NAME = /^[a-z][A-Za-z]{0,40}$/;

/** The fragment of a run, without its "#": the same run has the same one. */
export function writeLink({ version, run, settings, seed, mode, stop, file, dial, controls }: RunLink): string {
  const parts = new URLSearchParams({ v: version, run });
  if (seed !== 0) parts.set("seed", String(seed));
  if (mode !== "strict") parts.set("mode", mode);
  if (stop !== undefined) parts.set("stop", String(stop));
  if (file !== undefined) {
    parts.set("file", file.name);
    parts.set("sha256", file.sha256);
  }
  for (const name of Object.keys(settings).sort()) parts.set(`${SETTING}${name}`, settings[name]);
  if (dial !== undefined) parts.set("dial", String(dial));
  if (controls !== undefined) parts.set("controls", controls);
  return parts.toString();
}

/** What is wrong with a link, in a sentence for the page. */
export class LinkError extends Error {}

/** The run that a fragment names; undefined for an empty one. Throws LinkError for one that is none, and says why. */
export function readLink(fragment: string): RunLink | undefined {
  const text = fragment.replace(/^#/, "");
  if (text === "" || text === HOME) return undefined;
  if (text.length > MOST) throw new LinkError(`This link has ${text.length} signs; a run's has at most ${MOST}.`);
  const parts = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (parts.has(name)) throw new LinkError(`This link says "${name}" twice.`);
    parts.set(name, value);
  }
  const take = (name: string, form: RegExp, wanted: string): string | undefined => {
    const value = parts.get(name);
    parts.delete(name);
    if (value !== undefined && !form.test(value))
      throw new LinkError(`In this link ${name} must be ${wanted}, not "${value.slice(0, 80)}".`);
    return value;
  };
  const version = take("v", VERSION, "a version, such as 0.1.0");
  const run = take("run", RUN, "forecast, or lab/ and the name of a lab");
  if (version === undefined || run === undefined)
    throw new LinkError(`This link names no run: it lacks ${version === undefined ? "v" : "run"}.`);
  const seed = take("seed", WHOLE, "a whole number from 0");
  const mode = take("mode", /^(strict|fast)$/, "strict or fast");
  const stop = take("stop", WHOLE, "a whole number from 0");
  const name = take("file", /^\P{Cc}{1,255}$/u, "a file's name");
  const sha256 = take("sha256", HASH, "64 digits and letters a to f");
  const dial = take("dial", NUMBER, "a number such as 0.5");
  const controls = take("controls", /^(none|play)$/, "none or play");
  if ((name === undefined) !== (sha256 === undefined))
    throw new LinkError("This link names a file without its SHA-256, or the other way round.");
  const settings: Record<string, string> = {};
  for (const [key, value] of parts) {
    const setting = key.startsWith(SETTING) ? key.slice(SETTING.length) : "";
    if (!NAME.test(setting)) throw new LinkError(`This link says "${key.slice(0, 80)}", which no run has.`);
    settings[setting] = value;
  }
  return {
    version,
    run,
    settings: Object.fromEntries(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1))),
    seed: Number(seed ?? 0),
    mode: mode === "fast" ? "fast" : "strict",
    ...(stop !== undefined && { stop: Number(stop) }),
    ...(name !== undefined && sha256 !== undefined && { file: { name, sha256 } }),
    ...(dial !== undefined && { dial: Number(dial) }),
    ...((controls === "none" || controls === "play") && { controls }),
  };
}
