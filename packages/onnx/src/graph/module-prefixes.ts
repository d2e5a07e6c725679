// What the names of weights begin with: the path of their module, as a C identifier.
import type { Module } from "recurra";

/** Every module with what the names of its weights begin with; two modules never share one. */
export function modulePrefixes(subject: Module): Map<Module, string> {
  const names = new Map<Module, string>();
  const taken = new Set<string>();
  for (const [path, module] of subject.namedModules()) {
    const first = prefixOf(path);
    let prefix = first;
    for (let n = 2; taken.has(prefix); n++) prefix = `${first}${n}_`;
    taken.add(prefix);
    names.set(module, prefix);
  }
  return names;
}

/** "encoder" -> "encoder_", "0.1" -> "layer0_layer1_": C identifiers. */
export function prefixOf(path: string): string {
  if (path === "") return "";
  const parts = path.split(".").map((part) => (/^[0-9]/.test(part) ? `layer${part}` : part.replace(/\W/g, "_")));
  return `${parts.join("_")}_`;
}
