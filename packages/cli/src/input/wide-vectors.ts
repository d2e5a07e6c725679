// Vectors of 256 bits, for commands that compute: asked for before the kernels start, unless the command line says otherwise.

import type { Command } from "commander";

export const NARROW_OPTION = [
  "--narrow-vectors",
  "compute with vectors of 128 bits, where 256 would be used; the same bits (or RECURRA_WIDE=0)",
] as const;

/** Asks the engine, where the command has the option and it was not given. */
export async function widenVectors(command: Command): Promise<void> {
  const [flag] = NARROW_OPTION;
  if (!command.options.some(({ long }) => long === flag) || command.opts().narrowVectors === true) return;
  const { enableWide } = await import("recurra/wide");
  enableWide();
}
