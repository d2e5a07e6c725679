// What becomes of a trained model: a file, an ONNX graph, a service. Each example of a network of one's own ends with it.
import { fileURLToPath } from "node:url";
import { type OnnxOptions, toOnnx } from "@recurra/onnx";
import { createService } from "@recurra/serve";
import { Model, type Module, noGrad, RecurraError, type Tensor } from "recurra";
import type { ModuleClass } from "recurra/nn";

/** Gets the lines that an example says. */
export type Print = (line: string) => void;

/** A model that has learnt, inputs that it has not seen, and the numbers that say how well it does there. */
export type Trained<M extends Module, Numbers extends string> = { readonly model: M; readonly x: Tensor } & Readonly<
  Record<Numbers, number>
>;

type Runs = Module & { forward(x: Tensor): Tensor | { output: Tensor } };

/** What the model gives for x, in evaluation mode. */
function outputsOf(model: Module, x: Tensor): Float32Array {
  return noGrad(() => {
    const y = (model.eval() as Runs).forward(x);
    return ("output" in y ? y.output : y).toArray();
  });
}

const equal = (a: ArrayLike<number>, b: ArrayLike<number>): boolean =>
  a.length === b.length && Array.from(a).every((one, i) => Object.is(one, b[i]));

/**
 * Saves a model, loads it, writes it as ONNX and asks it over HTTP. `modules`: its classes, which `file`, an address of JavaScript, exports, so that
 * the workers of the service have them too.
 */
export async function travel(
  trained: { readonly model: Module; readonly x: Tensor } | Promise<{ readonly model: Module; readonly x: Tensor }>,
  file: string,
  modules: readonly ModuleClass[] = [],
  print: Print = console.log,
): Promise<{ readonly loaded: boolean; readonly onnx: Uint8Array | string; readonly served: boolean }> {
  const { model, x: all } = await trained;
  const x = noGrad(() => all.slice(0, 0, 4));
  const wanted = outputsOf(model, x);

  const bytes = Model.of(model).toSafetensors();
  const loaded = equal(outputsOf(Model.load(bytes, "model.safetensors", { modules }).network, x), wanted);
  print(`saved: ${bytes.length} bytes; loaded: ${loaded ? "the same bits" : "other numbers"}`);

  const onnx = onnxOf(model, modules.length > 0 ? { inputs: { x } } : {});
  print(typeof onnx === "string" ? `ONNX refused: ${onnx}` : `ONNX: ${onnx.length} bytes`);

  const service = createService(bytes, {
    workers: 1,
    modules: { files: modules.length > 0 ? [fileURLToPath(file)] : [], modules },
  });
  try {
    const body = JSON.stringify({ windows: nested(x.toArray(), x.shape) });
    const headers = { "Content-Type": "application/json" };
    const answer = await service.fetch(new Request("http://localhost/v1/predict", { method: "POST", headers, body }));
    const { outputs } = (await answer.json()) as { outputs?: unknown[] };
    const served = equal((outputs ?? []).flat(Number.POSITIVE_INFINITY) as number[], wanted);
    print(`served: POST /v1/predict ${answer.status}, ${served ? "the same bits" : "other numbers"}`);
    return { loaded, onnx, served };
  } finally {
    await service.close();
  }
}

/** The graph, or why there is none. A model of one's own says what goes in by an example. */
function onnxOf(model: Module, options: OnnxOptions): Uint8Array | string {
  try {
    return toOnnx(model, options);
  } catch (error) {
    if (error instanceof RecurraError) return error.message;
    throw error;
  }
}

function nested(values: Float32Array, [size, ...rest]: readonly number[]): unknown[] {
  const each = values.length / size;
  const part = (i: number): Float32Array => values.subarray(i * each, (i + 1) * each);
  return Array.from({ length: size }, (_, i) => (rest.length === 0 ? values[i] : nested(part(i), rest)));
}
