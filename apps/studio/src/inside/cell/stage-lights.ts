import { type OpenedLayer, type Stage, stagesOf } from "recurra/inside";
import type { Look } from "../look/look.ts";

/** The components of the step at the cursor. */
export function stagesAt(look: Look, layer: OpenedLayer): readonly Stage[] {
  const { unit, t } = look.place.value;
  const loss = look.network.value?.loss;
  return stagesOf(layer, { unit, t, ...(loss !== undefined && { loss }) });
}

/** The letters of the wires that a component lights: what is read, what is kept, or what it is about. */
export function lightsOf({ kind, symbols }: Pick<Stage, "kind" | "symbols">): readonly string[] {
  if (kind === "input") return ["x"];
  if (kind === "recurrent") return ["h'"];
  return symbols;
}
