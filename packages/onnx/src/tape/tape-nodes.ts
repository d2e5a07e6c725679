// A function of tensors as a graph: it runs on the tape, and what the tape was told is written as nodes. What ran is what is written, so loops
// are written out, and of two branches the one that was taken.
import { Module } from "recurra";
import type { Graph } from "../graph/graph.ts";
import { modulePrefixes, prefixOf } from "../graph/module-prefixes.ts";
import type { Value } from "../graph/value.ts";
import type { OnnxInputs } from "./inputs.ts";
import { OPERATORS } from "./operators.ts";
import { type Recording, recordingOf } from "./recording.ts";
import { noOperator } from "./refusals.ts";
import type { TapedFunction } from "./run.ts";
import { TapeWriter, type WeightNames } from "./writer.ts";

/**
 * Adds the inputs, nodes and outputs of a function to a graph. A module's forward() runs in evaluation behaviour.
 * Throws OptionError ONNX_INPUTS, ONNX_OPERATION and ONNX_TAPE.
 */
export function tapeGraph(graph: Graph, subject: Module | TapedFunction, inputs: OnnxInputs): void {
  const recording = record(subject, inputs);
  const values = recording.inputs.list.map((input) => {
    if (!("of" in input)) return graph.input(input.name, { type: "float32", shape: input.dims }, "");
    const shape = [input.of.dims[0]];
    return graph.input(input.name, { type: "int32", shape }, `steps of each sequence in ${input.of.name}, from 1`);
  });
  const outputs = tapeNodes(graph, recording, subject, values);
  for (const [name, value] of outputs) graph.output(graph.unused(name), value, "");
}

/** The nodes of a function on values of a graph, which stand for its inputs in their order; gives what comes back, by name. Throws as tapeGraph does. */
export function tapedNodes(
  graph: Graph,
  subject: Module | TapedFunction,
  inputs: OnnxInputs,
  values: readonly Value[],
): [string, Value][] {
  return tapeNodes(graph, record(subject, inputs), subject, values);
}

function record(subject: Module | TapedFunction, inputs: OnnxInputs): Recording {
  if (!(subject instanceof Module)) return recordingOf(subject, inputs);
  const forward = (subject as Module & { forward: TapedFunction }).forward.bind(subject);
  const before = subject.namedModules().map(([, module]) => [module, module.training] as const);
  subject.eval();
  try {
    return recordingOf(forward, inputs);
  } finally {
    for (const [module, training] of before) module.training = training;
  }
}

function tapeNodes(
  graph: Graph,
  recording: Recording,
  subject: Module | TapedFunction,
  inputs: readonly Value[],
): [string, Value][] {
  const names = weightNames(graph, subject, new Set(recording.outputs.map(([name]) => name)));
  const writer = new TapeWriter(graph, recording, names, inputs);
  for (const operation of recording.operations) {
    const { name, outputs } = operation;
    const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
    if (!operator) throw noOperator(name);
    const made = operator(writer, operation);
    const values = Array.isArray(made) ? (made as readonly Value[]) : [made as Value];
    for (const [i, output] of outputs.entries()) writer.keep(output, values[i]);
  }
  return recording.outputs.map(([name, value]) => [name, writer.value(value)]);
}

/** A module's weights go by their paths in it, those of a function by their kind and a number. */
function weightNames(graph: Graph, subject: Module | TapedFunction, taken: ReadonlySet<string>): WeightNames {
  const owned = subject instanceof Module;
  const modules = owned ? modulePrefixes(subject) : new Map<object, string>();
  const parameters = new Map<object, string>(
    owned ? subject.namedParameters().map(([path, one]) => [one, prefixOf(path).slice(0, -1)]) : [],
  );
  const named = new Map<object, string>();
  const counts = new Map<string, number>();
  const numbered = (kind: string): string => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return `${kind}${count}`;
  };
  const nameOf = (one: object, known: string | undefined, kind: string): string => {
    if (!named.has(one)) named.set(one, known ?? numbered(kind));
    return named.get(one)!;
  };
  return {
    parameter: (one, suffix = "") => {
      const name = `${nameOf(one, parameters.get(one), "weight")}${suffix === "" ? "" : `_${suffix}`}`;
      return graph.unused(taken.has(name) ? `${name}_` : name);
    },
    module: (one, kind) => nameOf(one, modules.get(one), kind).replace(/(\d)$/, "$1_"),
  };
}
