// How much memory loading a model file takes at most, beside the file's own bytes: node test/model-memory.mjs FILE prints it with what
// the file was refused with. A process of its own, because the system tells only the most that one ever had.
import { readFileSync } from "node:fs";
import { Linear, Model } from "recurra";

/** In Linux the most that resourceUsage tells begins with what the process had that started this one. */
function peak() {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS * 1024;
  return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync("/proc/self/status", "utf8"))[1]) * 1024;
}

function load(bytes) {
  try {
    Model.load(bytes, "m");
    return "loaded";
  } catch (error) {
    return error.name === "FormatError" ? error.message : String(error);
  }
}

// What the engine takes for itself, and what compiling takes, is not the file's.
load(Model.of(new Linear({ inFeatures: 512, outFeatures: 512 }), { list: [1, "b", {}] }).toSafetensors());
const bytes = readFileSync(process.argv[2]);
globalThis.gc();
const before = peak();
const outcome = load(bytes);
console.log(JSON.stringify({ taken: peak() - before, outcome }));
