import { cellTitle } from "./cells.ts";

const LINE = "linear path";

const simpleWords = (path: "last value" | "drift"): string =>
  path === "drift" ? "the last value with half its drift" : "the last value";

/** Mean absolute errors of the network, of the linear path and of the mean of both, and the share of the network in the forecast. */
interface Parts {
  readonly network: number;
  readonly linear: number;
  readonly both: number;
  readonly share: number;
  /** What the linear path came down to, where nothing that was fitted was surely nearer. */
  readonly path?: "last value" | "drift";
}

/**
 * What validation said of the parts of a forecast, as a sentence. `network`: what the network is called; `figure` writes an error; `paths`: which paths
 * forecast beside it, where there is more than the linear one.
 */
export function partsSentence(
  network: string,
  { share, path, ...errors }: Parts,
  figure: (error: number) => string,
  paths?: Pick<Paths, "taken" | "simple">,
): string {
  const line = pathsWords(paths);
  const of = (part: keyof typeof errors, words: string) => `${figure(errors[part])} of ${words}`;
  const alone = of("network", `the ${network}`);
  const linear = of("linear", `the ${line}`);
  const both = of("both", "the mean of both");
  if (share === 0 && path !== undefined) {
    const kept = simpleWords(path);
    return `The forecast is ${kept}: on windows that they had not seen, neither a linear path nor the ${network} was surely nearer. Mean absolute error on the validation windows ${of("linear", kept)}, ${alone}, ${both}.`;
  }
  if (share === 0) {
    return `The ${line} does it all: mean absolute error on the validation windows ${linear}, ${alone}, ${both}.`;
  }
  if (share === 1) {
    return `The forecast is the ${network}'s alone: mean absolute error on the validation windows ${alone}, ${linear}, ${both}.`;
  }
  const mean =
    line === LINE ? `the ${network}'s and a linear path's` : `that of the ${network} and that of the ${line}`;
  return `The forecast is the mean of ${mean}: mean absolute error on the validation windows ${both}, ${linear}, ${alone}.`;
}

/** Mean absolute errors of the paths that need no epochs, and which of them forecasts. */
interface Paths {
  readonly linear: number;
  readonly pretrained: number;
  readonly both: number;
  readonly taken: "linear" | "pretrained" | "both";
  /** What forecasts in their place, where neither was surely nearer. */
  readonly simple?: "last value" | "drift";
}

/** What validation said of a pretrained network and a linear path, as a sentence. */
export function pathsSentence({ taken, simple, ...errors }: Paths, figure: (error: number) => string): string {
  const parts = (["both", "pretrained", "linear"] as const).toSorted(
    (one, other) => Number(other === taken) - Number(one === taken),
  );
  const names = { both: "the mean of both", pretrained: "the pretrained network", linear: "the linear path" };
  const [first, ...others] = parts.map((part) => `${figure(errors[part])} of ${names[part]}`);
  if (simple !== undefined) {
    return `The forecast is ${simpleWords(simple)}: on windows that they had not seen, neither the pretrained network nor a linear path was surely nearer. Mean absolute error on the validation windows ${first}, ${others.join(", ")}.`;
  }
  const kept =
    taken === "both"
      ? "The pretrained network and the linear path forecast together"
      : `Of the pretrained network and the linear path, ${names[taken]} forecasts`;
  return `${kept}: mean absolute error on the validation windows ${first}, ${others.join(", ")}.`;
}

/** What forecasts where no network was trained, in words. */
export function pathsWords(paths: Pick<Paths, "taken" | "simple"> | undefined): string {
  if (paths === undefined || paths.taken === "linear" || paths.simple !== undefined) return LINE;
  return paths.taken === "pretrained" ? "pretrained network" : "pretrained network with the linear path";
}

/** The errors for which the network of a second fit was not taken: see `training.refit`. */
interface Kept {
  readonly refitted: number;
  readonly scored: number;
  readonly linear?: { readonly path: number; readonly refitted: number; readonly scored: number };
}

/** That the network of a second fit was not taken, and against what it lost, as a sentence. `rows`: those of the fit, in words. */
export function keptSentence(
  network: string,
  { refitted, scored, linear }: Kept,
  rows: string,
  figure: (error: number) => string,
): string {
  if (linear !== undefined && refitted <= scored) {
    return `The ${network} of the forecast is the scored one: with the one fitted on all ${rows} the forecast erred more on the last of them than the linear path alone, ${figure(linear.refitted)} against ${figure(linear.path)}; with the scored one ${figure(linear.scored)}.`;
  }
  return `The ${network} of the forecast is the scored one: fitted on all ${rows} it erred more on the last of them, ${figure(refitted)} against ${figure(scored)}.`;
}

/**
 * What a network is called: "LSTM", "segment GRU"; "untrained segment GRU" where no epoch was better; "given network" of a program's own; "linear path" where the model has none.
 * `cell` is a word of the settings.
 */
export function networkWords(
  { model, cell }: { readonly model?: unknown; readonly cell?: unknown },
  untrained = false,
): string {
  if (model === "linear") return "linear path";
  if (model === "pretrained") return "pretrained network";
  if (model === "own") return `${untrained ? "untrained " : ""}given network`;
  const kind = model === "segment" ? "segment " : model === "seq2seq" ? "encoder-decoder " : "";
  return `${untrained ? "untrained " : ""}${kind}${cellTitle(cell)}`;
}
