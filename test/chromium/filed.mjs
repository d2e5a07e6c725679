// The Worker of a page whose policy lets no blob be a Worker: threads start from a file.
import { answer } from "./answer.mjs";
import { setThreadScript } from "./recurra/training.js";

setThreadScript(new URL("./recurra/thread-script.js", import.meta.url));
answer().then((result) => self.postMessage(result));
