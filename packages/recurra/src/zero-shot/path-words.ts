import { BothPaths, linearOf, type Path } from "./both-paths.ts";

/** What a path is called: "linear path", "pretrained network", or both. */
export function pathWords(path: Path | undefined): string {
  if (path instanceof BothPaths) return "pretrained network and a linear path";
  return path === undefined || linearOf(path) ? "linear path" : "pretrained network";
}
