// A network of modules of one's own behind HTTP: its workers load the same files of code.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as recurra from "recurra";
import { Model, noGrad, type Tensor, tensor } from "recurra";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { sharedGru } from "../../../fixtures/models/own-module.mjs";
import { createService, type Service, type ServiceOptions } from "./index.ts";
import { hashOf } from "./work/file-hashes.ts";
import { loadModuleFiles, loadSameFiles } from "./work/module-files.ts";

const folder = mkdtempSync(join(tmpdir(), "recurra-own-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A class beside the shared one, whose forward gives what is said. */
function fileOf(name: string, forward: string): string {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(
    path,
    `import * as recurra from "recurra";
     const sharedGru = ${sharedGru.toString()};
     export class SharedGru extends sharedGru(recurra) { static kind = "fixtures/shared-gru"; ${forward} }`,
  );
  return path;
}

const SharedGru = sharedGru(recurra);
const network = new SharedGru({ inputSize: 2, units: 3, steps: 2, factor: 1 });
const bytes = Model.of(network).toSafetensors();
const windows = [
  [
    [1, 2],
    [3, 4],
  ],
];

/** As `loadModuleFiles` gives it; it loads nothing here, where the loader of tests is in its way (cli/src/own-modules.test.ts calls it). */
function serving(file: string, options: ServiceOptions = {}): Service {
  const service = createService(bytes, { workers: 1, modules: { files: [file], modules: [SharedGru] }, ...options });
  onTestFinished(async () => void (await service.close()));
  return service;
}

async function ask(service: Service, path: string, body: object): Promise<{ status: number; answer: unknown }> {
  const headers = { "Content-Type": "application/json" };
  const response = await service.fetch(
    new Request(`http://localhost${path}`, { method: "POST", headers, body: JSON.stringify(body) }),
  );
  return { status: response.status, answer: await response.json() };
}

test("the workers answer with the class of the file, the bits of its forward", async () => {
  const service = serving(fileOf("right", ""));
  const outputs = noGrad(() =>
    (network as { forward(x: Tensor): Tensor }).forward(tensor(windows.flat(2), [1, 2, 2])).toArray(),
  );
  expect(await ask(service, "/v1/predict", { windows })).toEqual({ status: 200, answer: { outputs: [[...outputs]] } });
  expect(service.description).toMatchObject({
    task: "network",
    parameters: 71,
    architecture: { type: "fixtures/shared-gru" },
  });
  expect(await ask(service, "/v1/stream/a/step", { values: [1, 2] })).toMatchObject({
    status: 404,
    answer: { detail: expect.stringContaining("does not run step by step") },
  });
});

test("a service without the class is refused with the kind when it is made, and so is a replacement", async () => {
  const missing = 'model file: its network has modules of the kind "fixtures/shared-gru"';
  expect(() => createService(bytes)).toThrow(missing);
  expect(() => createService(Model.of(network))).toThrow(
    'or give a service the file that exports it: createService(model, { modules: await loadModuleFiles(["own.mjs"]) }).',
  );
  expect(() => createService(bytes, { modules: [SharedGru] as never })).toThrow(
    "createService: modules must be what loadModuleFiles() gives, but it is a list of 1.",
  );
  const plain = createService(Model.of(new recurra.Linear({ inFeatures: 2, outFeatures: 1 })), { workers: 1 });
  onTestFinished(async () => void (await plain.close()));
  await expect(plain.replace(bytes)).rejects.toThrow('modules of the kind "fixtures/shared-gru"');
  expect((await ask(plain, "/v1/predict", { windows })).status).toBe(200);
});

test.each([
  ["throws", 'forward() { throw new Error("no"); }', 500],
  ["gives no tensor", "forward() { return 7; }", 500],
  ["gives numbers that are none", "forward(x) { return x.mul(Infinity); }", 422],
])("a request whose forward %s is answered with a problem, and the next one too", async (name, forward, status) => {
  const lines: string[] = [];
  const service = serving(fileOf(name.replaceAll(" ", "-"), forward), {
    log: { write: (line) => lines.push(line) },
  });
  for (let i = 0; i < 2; i++) expect((await ask(service, "/v1/predict", { windows })).status).toBe(status);
});

test("code that has changed since the service loaded it is run by no worker, and the model is not replaced", async () => {
  const path = fileOf("changing", "");
  const code = readFileSync(path);
  const changed = "changing.mjs: its code has changed since it was loaded. Start the service again, or put back";
  const service = serving(path, { modules: { files: [path], modules: [SharedGru], hashes: [hashOf(path)] } });
  const before = await ask(service, "/v1/predict", { windows });
  expect(before.status).toBe(200);
  fileOf("changing", "forward(x) { return super.forward(x).mul(100); }");
  await expect(service.replace(bytes)).rejects.toThrow(changed);
  // As a worker loads it that takes the place of another.
  await expect(loadSameFiles([path], [hashOf(fileOf("other", "x = 1;"))])).rejects.toThrow(changed);
  expect(await ask(service, "/v1/predict", { windows })).toEqual(before);
  writeFileSync(path, code);
  await service.replace(bytes);
  expect(await ask(service, "/v1/predict", { windows })).toEqual(before);
});

test("a replacement whose workers cannot begin is refused, and the next one is taken", async () => {
  const path = fileOf("broken", "");
  const service = serving(path);
  const before = await ask(service, "/v1/predict", { windows });
  writeFileSync(path, "throw new Error('not today');");
  await expect(service.replace(bytes)).rejects.toThrow("broken.mjs: its code fails: Error: not today");
  expect(await ask(service, "/v1/predict", { windows })).toEqual(before);
  fileOf("broken", "forward(x) { return super.forward(x).mul(0); }");
  await service.replace(bytes);
  expect(await ask(service, "/v1/predict", { windows })).toMatchObject({ answer: { outputs: [[0, 0]] } });
});

test("what is no list of paths is refused", async () => {
  await expect(loadModuleFiles("own.mjs" as never)).rejects.toThrow(
    "loadModuleFiles: files must be a list of paths of files",
  );
});
