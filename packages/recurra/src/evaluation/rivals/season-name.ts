import type { RivalSeason } from "./rival.ts";

/** "a week" as tables and sentences have it behind another word: "week". */
export function shortName({ name }: Pick<RivalSeason, "name">): string {
  return name.replace(/^an? /, "");
}
