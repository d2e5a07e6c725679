import { expect, test } from "vitest";
import { enableOn, type WideHost } from "./enable-wide.ts";

function asked(host: Partial<WideHost> = {}) {
  const flags: string[] = [];
  const known = [{ v8: "13.6", processor: "x64" }];
  const setFlag = (flag: string) => void flags.push(flag);
  const all = { node: true, v8: "13.6.233.17-node.63", processor: "x64", wish: undefined, setFlag, ...host };
  return { ...enableOn(all, known), flags };
}

test("an engine in which it was tested is asked to join operations", () => {
  expect(asked()).toEqual({ wide: true, flags: ["--experimental-wasm-revectorize"] });
  expect(asked({ wish: "1" }).wide).toBe(true);
});

test("no other engine is, nor another processor, nor what is not Node", () => {
  const refused = [{ v8: "13.60.1" }, { v8: "12.4.254.21-node.57" }, { processor: "arm64" }, { node: false }];
  for (const host of refused) expect(asked(host)).toMatchObject({ wide: false, flags: [] });
  expect(asked({ v8: "12.4.254" }).reason).toBe("it was not tested in V8 12.4 on x64");
});

test("RECURRA_WIDE=0 turns it off", () => {
  expect(asked({ wish: "0" })).toEqual({ wide: false, reason: "RECURRA_WIDE=0 turns it off", flags: [] });
});
