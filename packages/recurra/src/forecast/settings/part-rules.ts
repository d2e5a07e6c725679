// What a forecaster is given beside its options.
import { checkOptions, either, instance, type OptionRules } from "../../core/option-rules.ts";
import { NETWORK } from "../../zero-shot/network-rule.ts";
import { PretrainedSource } from "../../zero-shot/pretrained-source.ts";
import type { ForecasterParts } from "./forecaster-options.ts";
import { NETWORK_RULE } from "./network-options.ts";

export const PART_RULES: OptionRules<ForecasterParts> = {
  network: NETWORK_RULE,
  pretrained: /* @__PURE__ */ either(NETWORK, /* @__PURE__ */ instance("a PretrainedSource", PretrainedSource)),
};

/** Throws OptionError for another part, or one of another kind. */
export function checkParts(subject: string, parts: ForecasterParts): void {
  checkOptions(subject, parts, PART_RULES);
}
