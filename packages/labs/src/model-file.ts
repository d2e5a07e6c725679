// A lab's trained network as safetensors bytes.
import { type Module, writeSafetensors } from "recurra";

/** The network's weights by PyTorch's names; the metadata name the lab and the settings that the network was built with. */
export function modelFile(lab: string, model: Module, settings: Readonly<Record<string, unknown>>): Uint8Array {
  const weights = model.namedParameters().map(([name, { shape, value }]) => [name, { shape, data: value }] as const);
  const sorted = Object.fromEntries(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1)));
  return writeSafetensors(new Map(weights), { format: `recurra-lab-${lab}/1`, settings: JSON.stringify(sorted) });
}

/** The number of weights that training changes. */
export function parameterCount(model: Module): number {
  return model.parameters().reduce((total, { size }) => total + size, 0);
}
