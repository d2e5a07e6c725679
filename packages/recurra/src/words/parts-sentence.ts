/** Mean absolute errors of the network, of the linear path and of the mean of both, and the share of the network in the forecast. */
interface Parts {
  readonly network: number;
  readonly linear: number;
  readonly both: number;
  readonly share: number;
  /** What the linear path came down to, where nothing that was fitted was surely nearer. */
  readonly path?: "last value" | "drift";
}

/** What validation said of the parts of a forecast, as a sentence. `network`: what the network is called; `figure` writes an error. */
export function partsSentence(
  network: string,
  { share, path, ...errors }: Parts,
  figure: (error: number) => string,
): string {
  const of = (part: keyof typeof errors, words: string) => `${figure(errors[part])} of ${words}`;
  const alone = of("network", `the ${network}`);
  const linear = of("linear", "the linear path");
  const both = of("both", "the mean of both");
  if (share === 0 && path !== undefined) {
    const kept = path === "drift" ? "the last value with half its drift" : "the last value";
    return `The forecast is ${kept}: on windows that they had not seen, neither a linear path nor the ${network} was surely nearer. Mean absolute error on the validation windows ${of("linear", kept)}, ${alone}, ${both}.`;
  }
  if (share === 0) {
    return `The linear path does it all: mean absolute error on the validation windows ${linear}, ${alone}, ${both}.`;
  }
  if (share === 1) {
    return `The forecast is the ${network}'s alone: mean absolute error on the validation windows ${alone}, ${linear}, ${both}.`;
  }
  return `The forecast is the mean of the ${network}'s and a linear path's: mean absolute error on the validation windows ${both}, ${linear}, ${alone}.`;
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
 * What a network is called: "LSTM", "segment GRU"; "untrained segment GRU" where no epoch was better; "linear path" where the model has none.
 * `cell` is a word of the settings.
 */
export function networkWords(
  { model, cell }: { readonly model?: unknown; readonly cell?: unknown },
  untrained = false,
): string {
  if (model === "linear") return "linear path";
  const kind = model === "segment" ? "segment " : model === "seq2seq" ? "encoder-decoder " : "";
  return `${untrained ? "untrained " : ""}${kind}${String(cell).toUpperCase()}`;
}
