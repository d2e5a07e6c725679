// Whether what is written of a network can be read: the form that is kept has the parameters that the network has.

import { OptionError } from "../core/errors.ts";
import { withSeed } from "../core/random.ts";
import { type Architecture, eachParameter } from "../nn/form/architecture.ts";
import type { ModuleKinds } from "../nn/form/module-kinds.ts";
import { buildModule } from "../nn/form/module-of.ts";
import type { Module } from "../nn/index.ts";
import { blankParameters } from "../nn/module/initialisers.ts";
import { MADE_AT_MOST } from "./stored-network.ts";

/**
 * Throws OptionError MODEL_PARAMETERS where names and shapes are not those of the architecture, MODULE_BUILD where modules of a program's own cannot
 * be built of their options.
 */
export function requireParameters(
  subject: string,
  network: Module,
  architecture: Architecture,
  kinds: ModuleKinds,
): void {
  const { parameters, made } =
    kinds.size > 0 ? builtParameters(architecture, kinds) : { parameters: eachParameter(architecture), made: 0 };
  const kept = network.namedParameters();
  const has = new Map(kept.map(([name, { shape }]) => [name, `"${name}" [${shape.join(", ")}]`]));
  const fail = (problem: string, context = MUST): never => {
    throw new OptionError("MODEL_PARAMETERS", subject, problem, { context });
  };
  for (const [name, shape] of parameters) {
    const needed = `"${name}" [${shape.join(", ")}]`;
    const found = has.get(name);
    const shared = found === undefined ? nameOfShared(network, name) : undefined;
    if (shared !== undefined) fail(`"${name}" is "${shared}" as well, and of an architecture each would be built`, OWN);
    if (found !== needed)
      fail(`the architecture has the parameter ${needed}, and the network ${found ?? "none of that name"}`);
    has.delete(name);
  }
  for (const extra of has.values())
    fail(`the network has the parameter ${extra}, and the architecture none of that name`);
  const numbers = kept.reduce((sum, [, { size }]) => sum + size, 0);
  if (made > MADE_AT_MOST * numbers) {
    const most = `A file is read in the room of ${MADE_AT_MOST} times what it has`;
    fail(`the modules make ${made} weights to keep ${numbers} of them`, most);
  }
}

const MUST = "Parameters of the network must have the names and shapes that its architecture gives them";
const OWN =
  "What is used twice is kept by a class of your own whose constructor makes it once and puts it in both places";

/** The name of the parameter that lies at this path, where it has another one. */
function nameOfShared(network: Module, path: string): string | undefined {
  let at: unknown = network;
  for (const step of path.split(".")) at = (at as Record<string, unknown> | undefined)?.[step];
  return network.namedParameters().find(([, one]) => one === at)?.[0];
}

/** Names and shapes of what the options of a program's own modules build, and how many weights they make on the way. */
function builtParameters(
  architecture: Architecture,
  kinds: ModuleKinds,
): { readonly parameters: [string, readonly number[]][]; readonly made: number } {
  let made = 0;
  const onSize = (size: number): void => {
    made += size;
  };
  // What is drawn is not used; the seed keeps the program's own draws as they are.
  const twin = withSeed(0, () => blankParameters(() => buildModule(architecture, kinds), onSize));
  const parameters = twin.namedParameters().map(([name, { shape }]): [string, readonly number[]] => [name, shape]);
  twin.dispose();
  return { parameters, made };
}
