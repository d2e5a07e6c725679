import { expect, test } from "vitest";
import { Linear } from "../nn/index.ts";
import { memoryUse, Plan, type Tensor, tensor } from "../tensor/index.ts";
import { type CacheRoom, PlanCache } from "./plan-cache.ts";

const model = new Linear({ inFeatures: 2, outFeatures: 1 });
const plan = (): Plan =>
  new Plan({ inputs: [tensor([1, 2], [1, 2])], seed: 0, body: ([x]: readonly Tensor[]) => model.forward(x) });
const filled = (room: CacheRoom, keys: readonly string[]): PlanCache => {
  const cache = new PlanCache(model.parameters(), room);
  for (const key of keys) cache.add(key, plan());
  return cache;
};

test("with replace, the plan that was not used for the longest time goes, and its memory with it", () => {
  filled({ plans: 2, full: "replace" }, ["a"]).clear(); // the packed weights of the model, which stay with it
  const before = memoryUse().parameters;
  const cache = filled({ plans: 2, full: "replace" }, ["a", "b"]);
  const held = memoryUse().parameters;
  cache.find("a", 0);
  cache.add("c", plan());
  expect(["a", "b", "c"].map((key) => cache.find(key, 0)?.key)).toEqual(["a", undefined, "c"]);
  expect(memoryUse().parameters).toBe(held);
  cache.clear();
  expect(memoryUse().parameters).toBe(before);
  expect(cache.find("a", 0)).toBeUndefined();
});

test("with refuse, there is no room for another plan once there are as many", () => {
  const cache = filled({ plans: 2, full: "refuse" }, ["a"]);
  expect(cache.hasRoomFor("b")).toBe(true);
  cache.add("b", plan());
  expect(cache.hasRoomFor("c")).toBe(false);
  cache.clear();
});

test("a shape that took eight paths has no plans any more", () => {
  const cache = filled({ plans: 32, full: "refuse" }, new Array<string>(8).fill("a"));
  cache.add("b", plan());
  expect(cache.hasRoomFor("a")).toBe(false);
  expect(cache.find("a", 0)).toBeUndefined();
  expect(cache.hasRoomFor("a")).toBe(false);
  expect(cache.find("b", 0)?.key).toBe("b");
  cache.clear();
});

test("shapes are new once", () => {
  const cache = new PlanCache([], { plans: 1, full: "refuse" });
  expect([cache.isNew("a"), cache.isNew("a"), cache.isNew("b")]).toEqual([true, false, true]);
});

test("a plan is packed anew when a parameter has changed, and a parameter that is gone is an error", () => {
  const cache = filled({ plans: 1, full: "replace" }, ["a"]);
  const kept = cache.find("a", 0)!;
  const result = (): number => {
    cache.pack(kept);
    kept.plan.run([[1, 0]]);
    return kept.plan.output()[0];
  };
  const [weight, bias] = [model.weight.value[0], model.bias!.value[0]];
  expect(result()).toBeCloseTo(weight + bias, 6);
  model.weight.value = [5, 0];
  expect(result()).toBeCloseTo(5 + bias, 6);
  model.dispose();
  expect(() => cache.pack(kept)).toThrow("was disposed of with its module");
  cache.clear();
});
