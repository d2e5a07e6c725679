import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { daily, errorOf, quick, Workplace } from "../command.fixture.ts";
import { requireKernels, requireReports } from "./node-flags.ts";

const run = ["forecast", "data.csv", ...quick, "--quiet"];

test.for([
  ["--jitless", "this Node has no WebAssembly (--jitless), and networks run on it. Start it without --jitless."],
  [
    "--disable-proto=throw",
    "this Node refuses Object.prototype.__proto__ (--disable-proto=throw), which reports need. Start it with --disable-proto=delete, or without the flag.",
  ],
])("under %s a forecast is one clear line, before there is a folder", async ([flag, message]) => {
  const place = new Workplace({ "data.csv": daily(60) });
  place.env = { NODE_OPTIONS: flag };
  const { code, stdout, stderr } = await place.run(...run, "--json");
  expect([code, stdout]).toEqual([2, ""]);
  expect(errorOf(`${stderr.trim().split("\n").at(-1)}\n`)).toMatchObject({ code: "NODE_FLAG", message });
  expect(place.list()).toEqual(["data.csv"]);
  // What needs none of it goes on.
  expect((await place.run("runs")).code).toBe(0);
});

const permission = Number(process.versions.node.split(".")[0]) < 24 ? "--experimental-permission" : "--permission";

test.for(["--disable-proto=delete", "--frozen-intrinsics", `${permission} --allow-fs-read=* --allow-fs-write=*`])(
  "under %s a run ends with the bytes that it always has",
  async (flags) => {
    const place = new Workplace({ "data.csv": daily(60) });
    const bytes = (out: string) => readFileSync(place.file(out, "model.safetensors"), "base64");
    expect((await place.here(...run, "--out", "plain")).code).toBe(0);
    place.env = { NODE_OPTIONS: flags };
    expect((await place.run(...run, "--out", "flagged")).code).toBe(0);
    expect(place.list("flagged")).toEqual(place.list("plain"));
    expect(bytes("flagged")).toBe(bytes("plain"));
  },
);

test("a Node without any such flag is good for all", () => {
  requireKernels();
  requireReports();
  expect(() => requireKernels({})).toThrow(/no WebAssembly/);
});

test("what a Node with few rights may not read or write is named", async () => {
  const place = new Workplace({ "data.csv": daily(60) });
  const packages = new URL("../../../../", import.meta.url).pathname;
  place.env = { NODE_OPTIONS: `${permission} --allow-fs-read=${packages} --allow-fs-read=${place.path}/` };
  const { code, stderr } = await place.run(...run, "--out", "run");
  expect(code).toBe(2);
  expect(stderr).toMatch(/^recurra: run: this folder cannot be made \(ERR_ACCESS_DENIED\)\. [^\n]*$/m);
  expect((await place.run("predict", "/etc/hostname", "data.csv")).stderr).toMatch(
    /^recurra: \/etc\/hostname: [^\n]*$/m,
  );
});
