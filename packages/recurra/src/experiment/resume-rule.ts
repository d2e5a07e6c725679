import { made, type OptionRule } from "../core/option-rules.ts";
import type { ExperimentOptions } from "./events.ts";

/** What a run that was interrupted had come to. */
export const RESUME: OptionRule<NonNullable<ExperimentOptions["resume"]>> = /* @__PURE__ */ made(
  "{ fitted, state }",
  (value): value is NonNullable<ExperimentOptions["resume"]> =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).every((name) => name === "fitted" || name === "state"),
);
