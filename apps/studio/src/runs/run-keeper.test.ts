import { expect, test, vi } from "vitest";
import { Engine } from "../engine/engine.ts";
import { RunKeeper } from "./run-keeper.ts";

const history = vi.hoisted(() => ({ run: "" }));
const finding = vi.hoisted(() => new Map<string, (found: unknown) => void>());
vi.mock("../link/route.ts", () => ({ markEntry: () => {}, route: { value: {} }, runOfEntry: () => history.run }));
vi.mock("../stored/kept-runs.ts", () => ({
  findRun: (id: string) => new Promise((resolve) => finding.set(id, resolve)),
}));
vi.mock("./stored-form.ts", async () => {
  const { RunSoFar } = await import("../engine/run-so-far.ts");
  return {
    fromStored: async ({ summary }: { summary: { step: number } }) => {
      const run = new RunSoFar();
      run.seen = { ...run.seen, step: summary.step };
      run.state = "paused";
      return run;
    },
  };
});
vi.stubGlobal("addEventListener", () => {});
vi.stubGlobal("document", { addEventListener: () => {} });

const id = (last: number): string => `00000000-0000-4000-8000-00000000000${last}`;
const settled = () => new Promise((resolve) => setImmediate(resolve));

function made() {
  const engine = new Engine({ postMessage: () => {} } as unknown as Worker);
  return { engine, keeper: new RunKeeper(engine) };
}

async function enter(keeper: RunKeeper, last: number): Promise<void> {
  history.run = id(last);
  void keeper.enter();
  await settled();
}

async function find(last: number): Promise<void> {
  finding.get(id(last))?.({ summary: { id: id(last), step: last } });
  await settled();
}

test("an entry of the history that remembers a kept run shows it", async () => {
  const { engine, keeper } = made();
  await enter(keeper, 3);
  await find(3);
  expect([engine.run.seen.value.step, engine.run.waits.value, keeper.restored.value?.id]).toEqual([3, true, id(3)]);
});

test("a run that is found when its page was left is not shown on the next one, whichever is found first", async () => {
  const { engine, keeper } = made();
  await enter(keeper, 3);
  await enter(keeper, 4);
  await find(4);
  await find(3);
  expect([engine.run.seen.value.step, keeper.restored.value?.id]).toEqual([4, id(4)]);
  await enter(keeper, 5);
  history.run = "";
  await keeper.enter();
  await find(5);
  expect(keeper.restored.value).toBeUndefined();
});

test("a run that was begun before the kept one was found goes on", async () => {
  const { engine, keeper } = made();
  await enter(keeper, 3);
  engine.start({ what: { kind: "lab", lab: "denoise" }, settings: {}, seed: 0, mode: "strict", paused: false });
  await find(3);
  expect([engine.run.state.value, engine.run.waits.value, keeper.restored.value]).toEqual([
    "running",
    false,
    undefined,
  ]);
});

test("a run that is gone, and a name that is none, show nothing", async () => {
  const { engine, keeper } = made();
  await enter(keeper, 3);
  finding.get(id(3))?.(undefined);
  await settled();
  history.run = "<b>";
  finding.clear();
  await keeper.enter();
  expect([engine.run.state.value, keeper.trouble.value, finding.size]).toEqual(["idle", "", 0]);
});
