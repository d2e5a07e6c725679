// Whether what is written of a network can be read: the form that is kept has the parameters that the network has.

import { OptionError } from "../core/errors.ts";
import { withSeed } from "../core/random.ts";
import { type Architecture, eachParameter } from "../nn/form/architecture.ts";
import type { ModuleKinds } from "../nn/form/module-kinds.ts";
import { buildModule } from "../nn/form/module-of.ts";
import type { Module } from "../nn/index.ts";
import { blankParameters } from "../nn/module/initialisers.ts";

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
  const parameters = kinds.size > 0 ? builtParameters(architecture, kinds) : eachParameter(architecture);
  const has = new Map(network.namedParameters().map(([name, { shape }]) => [name, `"${name}" [${shape.join(", ")}]`]));
  const fail = (problem: string): never => {
    throw new OptionError("MODEL_PARAMETERS", subject, problem, {
      context: "Parameters of the network must have the names and shapes that its architecture gives them",
    });
  };
  for (const [name, shape] of parameters) {
    const needed = `"${name}" [${shape.join(", ")}]`;
    const found = has.get(name);
    if (found !== needed)
      fail(`the architecture has the parameter ${needed}, and the network ${found ?? "none of that name"}`);
    has.delete(name);
  }
  for (const extra of has.values())
    fail(`the network has the parameter ${extra}, and the architecture none of that name`);
}

/** Names and shapes of what the options of a program's own modules build. */
function builtParameters(architecture: Architecture, kinds: ModuleKinds): [string, readonly number[]][] {
  // What is drawn is not used; the seed keeps the program's own draws as they are.
  const twin = withSeed(0, () => blankParameters(() => buildModule(architecture, kinds)));
  const shapes = twin.namedParameters().map(([name, { shape }]): [string, readonly number[]] => [name, shape]);
  twin.dispose();
  return shapes;
}
