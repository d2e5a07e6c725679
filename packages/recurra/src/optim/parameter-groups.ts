// What an optimizer changes: parameters, or groups of them with settings of their own.

import { otherCopy } from "../core/copy.ts";
import { checkOptions, number, type OptionRule, type OptionRules, object, refuseValue } from "../core/option-rules.ts";
import { Parameter } from "../tensor/index.ts";

/** What a rate, a momentum or a penalty may be. */
export const NOT_NEGATIVE: OptionRule<number> = number({ least: 0 });
/** Parameters with settings of their own. */
export interface ParameterGroup {
  readonly parameters: Iterable<Parameter>;
  /** Their rate, where it is not the optimizer's. What sets the optimizer's rate, as schedules do, changes it by the same factor. */
  readonly learningRate?: number;
  /** Their weight decay, where it is not the optimizer's. */
  readonly weightDecay?: number;
}

/** What an optimizer changes: parameters, or groups of them. */
export type Optimized = Iterable<Parameter> | readonly ParameterGroup[];

/** The parameters as a list. Throws OptionError OPTION_VALUE for what is none, such as the model itself. */
export function listParameters(subject: string, parameters: Iterable<Parameter>): Parameter[] {
  // Not an iterable: the model itself, say, whose parameters are meant.
  const list = typeof parameters?.[Symbol.iterator] === "function" ? [...parameters] : [parameters];
  if (list.every((one) => one instanceof Parameter)) return list;
  const wrong = list.find((one) => !((one as unknown) instanceof Parameter));
  const found = otherCopy(wrong) === undefined ? parameters : wrong;
  throw refuseValue(subject, "parameters", ["those of a model, ", { call: "model.parameters()" }], found);
}

const GROUP: OptionRules<ParameterGroup> = {
  parameters: /* @__PURE__ */ object("parameters"),
  learningRate: NOT_NEGATIVE,
  weightDecay: NOT_NEGATIVE,
};

/** The groups of what an optimizer is given: parameters alone are one. */
export function groupsOf(
  name: string,
  optimized: Optimized,
  rate: number,
): { readonly parameters: Parameter[]; readonly factor: number; readonly decay?: number }[] {
  const list = typeof optimized?.[Symbol.iterator] === "function" ? [...optimized] : [];
  // A model has parameters too: a function that gives them.
  const isGroup = (one: unknown): one is ParameterGroup =>
    typeof (one as Partial<ParameterGroup> | null | undefined)?.parameters === "object" && !(one instanceof Parameter);
  if (!list.some(isGroup)) return [{ parameters: listParameters(name, optimized as Iterable<Parameter>), factor: 1 }];
  return list.map((group, i) => {
    const subject = `${name} group ${i}`;
    if (!isGroup(group)) throw refuseValue(subject, "parameters", "groups alone, or parameters alone", group);
    checkOptions(subject, group, GROUP, ["parameters"]);
    const { parameters, learningRate = rate, weightDecay } = group;
    if (learningRate !== rate && rate === 0) {
      throw refuseValue(subject, "learningRate", "the optimizer's, which is 0 and cannot be multiplied", learningRate);
    }
    return {
      parameters: listParameters(subject, parameters),
      factor: learningRate === rate ? 1 : learningRate / rate,
      ...(weightDecay !== undefined && { decay: weightDecay }),
    };
  });
}
