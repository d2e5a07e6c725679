import { networkWords } from "../words/parts-sentence.ts";
import type { GlobalFitted } from "./global-fitted.ts";
import type { GlobalSettings } from "./layout/global-options.ts";

/** What a forecast of many series is called behind "the", by what has a share in it. */
export function globalName(
  settings: Pick<GlobalSettings, "model" | "cell">,
  fitted: Pick<GlobalFitted, "networkShare" | "paths"> | undefined,
): string {
  const network = `shared ${networkWords(settings)}`;
  if (settings.model === "linear" || fitted?.networkShare === 0) {
    if (fitted?.paths === "both") return "mean of two linear paths";
    return fitted?.paths === "shared" ? "shared linear path" : "linear path of each series";
  }
  return fitted === undefined || fitted.networkShare === 1 ? network : `${network} with linear paths`;
}
