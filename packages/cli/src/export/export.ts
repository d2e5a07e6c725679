// `recurra export`: a model file becomes an ONNX file. What is printed of it is read back from the bytes that were written.

import type { OnnxPort, OnnxSignature } from "@recurra/onnx";
import type { ReadOptions } from "recurra/model";
import { loadWith } from "../input/module-files.ts";
import { writeOutFile } from "../output/out-file.ts";
import { loadModel, readModel, requireOfOne } from "../run/model-file.ts";
import { size } from "../terminal/amounts.ts";
import { exitCode, UsageError } from "../terminal/failure.ts";
import { formatTable } from "../terminal/table.ts";
import { printable, terminalWidth, wrap } from "../terminal/terminal.ts";
import { type ExportOptionTexts, type ExportSettings, exportSettings, requireNew } from "./settings.ts";

/** Runs the command; resolves to the exit code. */
export async function exportModel(model: string, texts: ExportOptionTexts): Promise<number> {
  const settings = exportSettings(model, texts);
  const modules = await loadWith(texts.with);
  const stored = await readModel(model, "the model comes first: recurra export MODEL --onnx FILE");
  requireOfOne(stored.file, model);
  // Nothing is computed, so the mode of the fit need not be had here.
  const bytes = await onnxBytes(stored.bytes, settings, modules);
  const { onnxSignature } = await import("@recurra/onnx");
  const signature = onnxSignature(bytes, settings.onnx);
  // Once more: the work took a while.
  if (!settings.force) requireNew(settings.onnx);
  writeOutFile("onnx", settings.onnx, bytes);
  process.stdout.write(
    settings.json
      ? `${JSON.stringify(exportDocument(settings, bytes.length, signature), null, 2)}\n`
      : exportText(settings, bytes.length, signature, terminalWidth()),
  );
  return exitCode.done;
}

async function onnxBytes(stored: Uint8Array, settings: ExportSettings, modules: ReadOptions): Promise<Uint8Array> {
  const { OptionError } = await import("recurra");
  const { toOnnx } = await import("@recurra/onnx");
  const model = loadModel(stored, settings.model, modules);
  const { scaling, states, lengths, horizon, inputs } = settings;
  try {
    return toOnnx(model, { scaling, states, lengths, horizon, inputs });
  } catch (error) {
    throw error instanceof OptionError ? UsageError.about(settings.model, error) : error;
  } finally {
    model.dispose();
  }
}

interface ExportDocument extends OnnxSignature {
  readonly format: "recurra-export/1";
  readonly model: string;
  readonly onnx: string;
  readonly bytes: number;
}

function exportDocument({ model, onnx }: ExportSettings, bytes: number, signature: OnnxSignature): ExportDocument {
  return { format: "recurra-export/1", model, onnx, bytes, ...signature };
}

/** Inputs and outputs as a table, and the lines that run them. */
function exportText({ onnx }: ExportSettings, bytes: number, signature: OnnxSignature, width: number): string {
  const { inputs, outputs, opset, nodes } = signature;
  const ports = [...inputs, ...outputs];
  const cells = (text: (port: OnnxPort) => string): string[] => ports.map((port) => printable(text(port)));
  const kind = ports.map((_, i) => (i === 0 ? "inputs" : i === inputs.length ? "outputs" : ""));
  const lines = formatTable(
    [
      { title: "", cells: kind },
      { title: "name", cells: cells(({ name }) => name), align: "left" },
      { title: "type", cells: cells(({ type }) => type ?? "?"), align: "left" },
      { title: "shape", cells: cells(({ shape }) => `[${shape.join(", ")}]`), align: "left" },
    ],
    width,
  );
  const [x] = inputs;
  const what = ports
    .filter(({ name, doc }) => doc !== "" && ["x", "y", "last", "lengths"].includes(name))
    .map(({ name, doc }) => `${name} is ${doc}.`);
  const sizes = x.shape.map((dim) => (dim === "batch" ? 1 : dim));
  return [
    `${printable(onnx)}: ${size(bytes)}, opset ${opset}, ${nodes} operators`,
    "",
    ...lines,
    "",
    ...(what.length === 0 ? [] : [...what.map((line) => wrap(printable(line), width)), ""]),
    `JavaScript  const session = await ort.InferenceSession.create(${quotePath(onnx)});`,
    `            const ${x.name} = new ort.Tensor("${x.type}", numbers, [${sizes.join(", ")}]);`,
    `            const { ${outputs[0].name} } = await session.run({ ${x.name}${others(inputs)} });`,
    "",
  ].join("\n");
}

/** The inputs behind x, by name. */
function others(inputs: readonly OnnxPort[]): string {
  return inputs
    .slice(1)
    .map(({ name }) => `, ${name}`)
    .join("");
}

function quotePath(path: string): string {
  return printable(JSON.stringify(path));
}
