import { type OpenedLayer, type Stage, stagesOf } from "recurra/inside";
import type { Look } from "../look/look.ts";

/** What a forecast whose truth nobody knows has none of. */
const OF_TRUTH: readonly Stage["kind"][] = ["loss", "gradient"];

/** The components of the step at the cursor; without an update where nothing trains the network. */
export function stagesAt(look: Look, layer: OpenedLayer): readonly Stage[] {
  const { unit, t } = look.place.value;
  const { loss, fixed } = look.network.value ?? {};
  const stages = stagesOf(layer, { unit, t, ...(loss !== undefined && { loss }) });
  if (!fixed) return stages;
  return stages.filter(({ kind }) => kind !== "update" && (loss !== undefined || !OF_TRUTH.includes(kind)));
}

/** The letters of the wires that a component lights: what is read, what is kept, or what it is about. */
export function lightsOf({ kind, symbols }: Pick<Stage, "kind" | "symbols">): readonly string[] {
  if (kind === "input") return ["x"];
  if (kind === "recurrent") return ["h'"];
  return symbols;
}
