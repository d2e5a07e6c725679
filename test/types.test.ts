// What a program that uses the library sees: declarations that are whole, and free of what only operations need.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
// Inside the repository, so that `import ... from "recurra"` finds the workspace.
const folder = join(root, "node_modules", ".cache", "recurra-types");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function errorsOf(code: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "program.ts"), code);
  const compilerOptions = {
    composite: false,
    noEmit: true,
    skipLibCheck: false,
    types: ["node"],
    typeRoots: [join(root, "node_modules", "@types")],
  };
  const config = { extends: join(root, "tsconfig.base.json"), files: ["program.ts"], compilerOptions };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  try {
    execFileSync(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", folder]);
    return "";
  } catch (error) {
    return String((error as { stdout: Buffer }).stdout);
  }
}

test("the library's declarations are whole: a program that checks those of its packages too finds no error", () => {
  expect(
    errorsOf('import { Forecaster, tensor } from "recurra"; new Forecaster({ target: "v" }); tensor([1]).add(1);'),
  ).toBe("");
});

test("the declarations of the packages beside the library are whole, and name the library's own types", () => {
  const program = `
    import { Forecaster } from "recurra";
    import { ForecastNetwork, SegmentNetwork, Seq2SeqNetwork } from "recurra/forecast-network";
    import type { Layer } from "recurra/nn";
    import { daysFromCivil } from "recurra/calendar";
    import { onnxSignature, toOnnx } from "@recurra/onnx";
    import { documentPage, type ReportDocument } from "@recurra/report";
    import { type Lab, labs } from "@recurra/labs";
    const forecaster = new Forecaster({ target: "v" });
    // A layer where it was given one of a program's own.
    const network: ForecastNetwork | SegmentNetwork | Seq2SeqNetwork | Layer = forecaster.network;
    onnxSignature(toOnnx(network)).inputs[0].name.toUpperCase();
    const report: ReportDocument = { title: "", lead: "", sections: [] };
    documentPage(report).toUpperCase();
    const lab: Lab | undefined = labs[0];
    daysFromCivil(2024, 1, 1).toFixed(lab === undefined ? 0 : 1);`;
  expect(errorsOf(program)).toBe("");
});

test("addresses and the tape are not part of a tensor's declaration", () => {
  expect(errorsOf('import { tensor } from "recurra"; tensor([1]).pointer();')).toContain(
    "Property 'pointer' does not exist on type 'Tensor'",
  );
  expect(readFileSync(join(root, "packages/recurra/dist/types/tensor/parameter.d.ts"), "utf8")).not.toContain(
    "@internal",
  );
});
