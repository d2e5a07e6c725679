import { beforeEach, expect, test, vi } from "vitest";
import { Engine } from "./engine.ts";
import type { Command, Message, RunOrder, Snapshot } from "./protocol.ts";
import { RunSoFar } from "./run-so-far.ts";

const lab: Omit<RunOrder, "id"> = {
  ...{ what: { kind: "lab", lab: "denoise" }, settings: {}, seed: 0, mode: "strict", paused: false },
};
const untrained: Omit<RunOrder, "id"> = { ...lab, what: { kind: "instant", sha256: "a" } };

const snapshot = (step: number, more: Partial<Snapshot> = {}): Snapshot => ({
  ...{ phase: "fit", epoch: 1, batch: step, step, from: step - 1, pictures: "", phases: [], epochs: [] },
  ...{ losses: Float32Array.of(step), seconds: Float32Array.of(0) },
  ...more,
});
const result = { body: "<p>done", page: "" };

let frames: (() => void)[] = [];
const drawFrame = (): void => {
  for (const draw of frames.splice(0)) draw();
};
beforeEach(() => {
  frames = [];
  vi.stubGlobal("requestAnimationFrame", (draw: () => void) => frames.push(draw));
});

/** An engine and its Worker: what that was asked, and what it says of the order it has. */
function made() {
  const said: Command[] = [];
  const worker = { postMessage: (command: Command) => void said.push(command) } as unknown as Worker;
  const engine = new Engine(worker);
  const news: string[] = [];
  engine.run.onNews = ({ seen: { step } }, what) => void news.push(`${what} ${step}`);
  const hear = (data: Message): void => worker.onmessage?.({ data } as MessageEvent<Message>);
  const orders = () => said.flatMap((one) => (one.type === "start" ? [one.order] : []));
  const id = () => orders().at(-1)?.id ?? 0;
  return { engine, worker, said, news, hear, orders, id };
}

/** A run that was kept at rest behind two steps. */
function kept(): RunSoFar {
  const run = new RunSoFar();
  for (const step of [1, 2]) run.take(snapshot(step, { pictures: "<p>kept" }));
  run.state = "paused";
  return run;
}

test("what a run tells is known at once and drawn with the next frame, once, however often it tells", () => {
  const { engine, news, said, hear, id } = made();
  engine.start(lab);
  const before = engine.run.drawn.value;
  hear({ type: "snapshot", id: id(), snapshot: snapshot(1) });
  hear({ type: "snapshot", id: id(), snapshot: snapshot(2) });
  expect(news).toEqual(["begun 0", "more 1", "more 2"]);
  expect(said.filter(({ type }) => type === "seen")).toHaveLength(2);
  expect(engine.run.seen.value.step).toBe(0);
  expect(frames).toHaveLength(1);
  drawFrame();
  expect([engine.run.seen.value.step, engine.run.drawn.value - before]).toEqual([2, 1]);
});

test("what is still said of an earlier run is not heard, nor acknowledged", () => {
  const { engine, news, said, hear, id } = made();
  engine.start(lab);
  const first = id();
  engine.reset();
  engine.start(lab);
  const count = said.length;
  hear({ type: "snapshot", id: first, snapshot: snapshot(1) });
  hear({ type: "failed", id: first, message: "no" });
  hear({ type: "state", id: first, state: "failed" });
  expect([engine.run.state.value, engine.run.problem.value, said.length]).toEqual(["running", "", count]);
  expect(news).toEqual(["begun 0", "left 0", "begun 0"]);
});

test("Reset stops the Worker where it has something to do, and only there", () => {
  const { engine, said } = made();
  engine.reset();
  expect(said).toEqual([]);
  engine.start(untrained);
  engine.reset();
  expect(said.map(({ type }) => type)).toEqual(["start", "stop"]);
  expect([engine.run.state.value, engine.untrained.isAsked.value]).toEqual(["idle", false]);
});

test("what needs no training is no run: the page's stays idle, and its failure is not the run's", () => {
  const { engine, news, hear, id } = made();
  engine.start(untrained);
  hear({ type: "state", id: id(), state: "running" });
  expect([engine.run.state.value, engine.untrained.isAsked.value]).toEqual(["idle", true]);
  hear({ type: "result", id: id(), result });
  hear({ type: "state", id: id(), state: "ended" });
  // The last snapshot may come behind the end.
  hear({ type: "snapshot", id: id(), snapshot: snapshot(1) });
  drawFrame();
  expect([engine.untrained.result.value, engine.run.result.value, engine.run.seen.value.step]).toEqual([
    result,
    undefined,
    0,
  ]);
  expect([engine.run.state.value, engine.untrained.isAsked.value, news]).toEqual(["idle", false, []]);
  engine.start(untrained);
  hear({ type: "failed", id: id(), message: "too few rows" });
  hear({ type: "state", id: id(), state: "failed" });
  expect([engine.untrained.problem.value, engine.run.problem.value, engine.run.state.value]).toEqual([
    "too few rows",
    "",
    "idle",
  ]);
  engine.start(lab);
  expect(engine.untrained.problem.value).toBe("");
});

test("what needs no training comes to its end also while a run is trained", () => {
  const { engine, hear, id } = made();
  engine.start(lab);
  hear({ type: "instant", id: id(), result });
  expect([engine.untrained.result.value, engine.run.result.value, engine.run.state.value]).toEqual([
    result,
    undefined,
    "running",
  ]);
});

test("a kept run is shown at rest, and goes on by a replay that is not shown before it is there", () => {
  const { engine, news, orders, hear, id } = made();
  engine.run.restore(kept());
  expect([engine.run.state.value, engine.run.waits.value, engine.run.seen.value.step]).toEqual(["paused", true, 2]);
  engine.start(untrained);
  expect([engine.run.seen.value.step, engine.run.waits.value]).toEqual([2, true]);
  engine.start(lab);
  expect(orders().at(-1)?.replay).toEqual({ steps: 2, epochs: 0 });
  hear({ type: "state", id: id(), state: "running" });
  hear({ type: "snapshot", id: id(), snapshot: snapshot(1) });
  drawFrame();
  expect([engine.run.seen.value.step, engine.run.replaying.value]).toEqual([2, { step: 1, of: 2 }]);
  expect(news).toEqual(["goes on 2"]);
  hear({ type: "snapshot", id: id(), snapshot: snapshot(2, { pictures: "<p>again" }) });
  drawFrame();
  expect([engine.run.replaying.value, engine.run.differs.value, engine.run.pictures.value]).toEqual([
    undefined,
    false,
    "<p>again",
  ]);
  expect(news).toEqual(["goes on 2", "more 2"]);
});

test("a replay that comes to other losses says so", () => {
  const { engine, hear, id } = made();
  engine.run.restore(kept());
  engine.start(lab);
  hear({ type: "snapshot", id: id(), snapshot: snapshot(1) });
  hear({ type: "snapshot", id: id(), snapshot: snapshot(2, { losses: Float32Array.of(9) }) });
  expect(engine.run.differs.value).toBe(true);
});

test("a replay that fails leaves the kept run where it was, to be begun again", () => {
  const { engine, news, orders, hear, id } = made();
  engine.run.restore(kept());
  engine.start(lab);
  hear({ type: "failed", id: id(), message: "its file is gone" });
  hear({ type: "state", id: id(), state: "failed" });
  expect([engine.run.state.value, engine.run.waits.value, engine.run.seen.value.step]).toEqual(["paused", true, 2]);
  expect(engine.run.problem.value).toBe("its file is gone");
  expect(news).toEqual(["goes on 2"]);
  engine.start(lab);
  expect(orders().at(-1)?.replay).toEqual({ steps: 2, epochs: 0 });
});

test("a kept run that failed does not wait: Play begins it anew", () => {
  const { engine, orders } = made();
  const run = kept();
  run.state = "failed";
  run.problem = "out of memory";
  engine.run.restore(run);
  expect([engine.run.waits.value, engine.run.problem.value]).toEqual([false, "out of memory"]);
  engine.start(lab);
  expect([orders().at(-1)?.replay, engine.run.problem.value, engine.run.seen.value.step]).toEqual([undefined, "", 0]);
});

test("what was opened of a network goes when the page stops looking, and what still comes then is not shown", () => {
  const { engine, said, orders, hear, id } = made();
  const inside = {} as NonNullable<Snapshot["inside"]>;
  engine.look({ sequence: 3 });
  engine.start(lab);
  expect(orders().at(-1)?.look).toEqual({ sequence: 3 });
  hear({ type: "snapshot", id: id(), snapshot: snapshot(1, { inside }) });
  drawFrame();
  expect(engine.run.inside.value).toBe(inside);
  engine.look(undefined);
  expect([engine.run.inside.value, said.at(-1)]).toEqual([undefined, { type: "look", look: undefined }]);
  hear({ type: "snapshot", id: id(), snapshot: snapshot(2, { inside }) });
  drawFrame();
  expect(engine.run.inside.value).toBeUndefined();
});

test("a Worker that cannot be loaded is a run that failed, with a reason", () => {
  const { engine, worker } = made();
  worker.onerror?.({ message: "" } as ErrorEvent);
  expect([engine.run.state.value, engine.run.problem.value]).toEqual(["failed", "The Worker could not be loaded."]);
});
