import { Engine } from "./engine.ts";

let opened: Engine | undefined;

/** The engine of this page: one Worker, loaded when the first view needs it. */
export function openEngine(): Engine {
  opened ??= made();
  opened.reset();
  opened.untrained.forget();
  return opened;
}

function made(): Engine {
  const engine = new Engine(new Worker(new URL("../work/worker.ts", import.meta.url), { type: "module" }));
  document.addEventListener("visibilitychange", () => engine.see(!document.hidden));
  return engine;
}
