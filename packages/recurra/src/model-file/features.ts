// What a reader must know to use a file. The form of the file grows by these: an entry that a reader may pass over is simply added, and
// one that changes what the model computes comes with a feature, which older readers refuse by name.

import { FormatError } from "../core/errors.ts";
import { quoted } from "../format/quoted.ts";
import { type Architecture, kindsIn } from "../nn/form/architecture.ts";

/** The features that this version knows. Whoever adds one adds a file to fixtures/models that has it (CONTRIBUTING, "Add a feature of model files"). */
export const FEATURES: Readonly<
  Record<string, (architecture: Architecture, parts: Readonly<Record<string, unknown>>) => boolean>
> = {
  /** Columns that are known of the rows to come. */
  ahead: (_, parts) => parts.ahead !== undefined,
  /** A decoder that looks at all rows that the encoder read. */
  attention: (architecture) => "attention" in architecture && architecture.attention === true,
  /** A range that the forecasts keep to. */
  bounds: (_, parts) => parts.bounds !== undefined,
  /** A network that gives the numbers of a distribution for each row. */
  distribution: (architecture) => "distribution" in architecture,
  /** One model for many series. */
  global: (_, parts) => parts.global !== undefined,
  /** Inputs that are cut off at a limit, where the training rows had spikes. */
  limit: (_, { normaliser }) => {
    const { inputs = [], target } = (normaliser ?? {}) as { inputs?: readonly object[]; target?: object };
    return [...inputs, target ?? {}].some((scale) => "limit" in scale);
  },
  /** A linear forecast in closed form beside the network, or in its place. */
  linear: (_, parts) => parts.linear !== undefined,
  /** Modules of a program's own, named by their kinds; or a forecaster with a network of one. */
  own: (architecture, { settings }) =>
    kindsIn(architecture).length > 0 || (settings as { readonly model?: unknown } | undefined)?.model === "own",
  /** A network that was trained on other series, beside the linear path or in its place. */
  pretrained: (_, parts) => parts.pretrained !== undefined,
  /** A network that reads and writes segments of rows. */
  segment: (architecture) => architecture.type === "SegmentNetwork",
  /** A forecaster's encoder and decoder. */
  seq2seq: (architecture) => architecture.type === "Seq2SeqNetwork",
  /** A linear path from the window straight to the forecast, added to the recurrent one. */
  skip: (architecture) => architecture.type === "ForecastNetwork" && architecture.skipFrom >= 0,
};

/** The features of a network and of the parts of its file, sorted. */
export function featuresOf(architecture: Architecture, parts: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(FEATURES)
    .filter(([, has]) => has(architecture, parts))
    .map(([name]) => name)
    .sort();
}

/** Throws FormatError, naming it, for a feature that this version does not know, and for a list that is none. */
export function requireFeatures(listed: unknown, file: string): void {
  if (!Array.isArray(listed) || !listed.every((name) => typeof name === "string")) {
    throw new FormatError("MODEL_METADATA", file, 'the metadata "features" cannot be used: it is not a list of names');
  }
  const unknown = listed.find((name) => !Object.hasOwn(FEATURES, name));
  if (unknown === undefined) return;
  throw new FormatError(
    "MODEL_FEATURE",
    file,
    `it needs the feature ${quoted(unknown)}, which this version of recurra does not know`,
    { found: unknown, remedies: ["update recurra, or take a file that this version wrote"] },
  );
}
