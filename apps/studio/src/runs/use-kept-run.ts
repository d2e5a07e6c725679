import { useEffect } from "preact/hooks";
import type { Engine } from "../engine/engine.ts";
import { route } from "../link/route.ts";
import { keeperOf } from "./run-keeper.ts";

/** Keeps what is played on this page, and shows what this entry of the browser's history remembers. To be called after what resets the engine. */
export function useKeptRun(engine: Engine): void {
  const { visit } = route.value;
  useEffect(() => void keeperOf(engine).enter(), [engine, visit]);
}
