import type { ValidationRivals } from "recurra/experiment";
import type { Rivals } from "../engine/protocol.ts";

/** The best of them, as the page draws it. */
export function rivalsOf({ losses, windows, heldOut }: ValidationRivals, target: string): Rivals {
  const [{ name, loss }] = losses;
  return { name, loss, methods: losses.length, windows, target, heldOut };
}
