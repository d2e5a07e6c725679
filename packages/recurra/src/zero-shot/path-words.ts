import { BothPaths, linearOf, type Path } from "./both-paths.ts";

/** What a path is called by itself, and after "GRU with a". */
export function pathWords(path: Path | undefined): { readonly alone: string; readonly beside: string } {
  if (path instanceof BothPaths) {
    return { alone: "pretrained network with a linear path", beside: "linear path and a pretrained network" };
  }
  const one = path === undefined || path.isSimple || linearOf(path) ? "linear path" : "pretrained network";
  return { alone: one, beside: one };
}
