// A network as it prints itself: its layers, their settings, shapes and weights.
import type { CodeBlock } from "@recurra/report";
import type { Module } from "recurra";

/** What `console.log(model)` shows, for a report. */
export function printNetwork(model: Module): CodeBlock {
  return { kind: "code", text: String(model) };
}
