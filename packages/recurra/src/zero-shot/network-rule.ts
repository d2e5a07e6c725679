import { instance, type OptionRule } from "../core/option-rules.ts";
import { SeasonNetwork } from "../nn/networks/season-network.ts";

/** The pretrained network, or one of its kind. */
export const NETWORK: OptionRule<SeasonNetwork> = /* @__PURE__ */ instance("a SeasonNetwork", SeasonNetwork);
