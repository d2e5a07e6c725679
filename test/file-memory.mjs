// How much memory a process has at most that opens a file: node test/file-memory.mjs FILE prints it with what the file was refused with.
// A process of its own, because the system tells only the most that one ever had.
import { readFileSync } from "node:fs";
import { openSeries } from "recurra/files";

/** In Linux the most that resourceUsage tells begins with what the process had that started this one. */
function peak() {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS * 1024;
  return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync("/proc/self/status", "utf8"))[1]) * 1024;
}

async function open(bytes) {
  try {
    return String((await openSeries(bytes, { name: "a" })).length);
  } catch (error) {
    return error.name === "DataError" ? error.message : String(error);
  }
}

const outcome = await open(readFileSync(process.argv[2]));
console.log(JSON.stringify({ peak: peak(), outcome }));
