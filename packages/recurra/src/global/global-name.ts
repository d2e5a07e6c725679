import { networkWords } from "../words/parts-sentence.ts";
import type { GlobalFitted } from "./global-fitted.ts";
import { type GlobalSettings, trainsNetwork } from "./layout/global-options.ts";
import type { PathsUsed } from "./parts/weigh-parts.ts";

/** Linear paths alone. */
const PATHS: Readonly<Record<PathsUsed, string>> = {
  both: "mean of two linear paths",
  shared: "shared linear path",
  own: "linear path of each series",
  none: "pretrained network",
};

/** What a forecast of many series is called behind "the", by what has a share in it. */
export function globalName(
  settings: Pick<GlobalSettings, "model" | "cell">,
  fitted: Pick<GlobalFitted, "networkShare" | "paths" | "pretrained"> | undefined,
): string {
  const { networkShare, paths = "own", pretrained } = fitted ?? {};
  const share = pretrained?.share ?? 0;
  if (!trainsNetwork(settings) || networkShare === 0) {
    if (share === 0) return settings.model === "pretrained" && fitted === undefined ? PATHS.none : PATHS[paths];
    return share === 1 ? PATHS.none : "pretrained network with linear paths";
  }
  const network = `shared ${networkWords(settings)}`;
  if (fitted === undefined || networkShare === 1) return network;
  const rest =
    share === 0 ? "linear paths" : share === 1 ? "a pretrained network" : "linear paths and a pretrained network";
  return `${network} with ${rest}`;
}
