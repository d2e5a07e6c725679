import { Command } from "commander";
import { collectValues, WITH_OPTION } from "../input/module-files.ts";
import { NARROW_OPTION } from "../input/wide-vectors.ts";
import type { ServeOptionTexts } from "./settings.ts";

const EXAMPLES = `
Examples:
  recurra serve model.safetensors
  recurra serve --pretrained
  recurra serve model.safetensors --port 0 --json
  RECURRA_TOKEN=$(openssl rand -hex 32) recurra serve model.safetensors --host 0.0.0.0
  recurra serve model.safetensors --token-file /run/secrets/token --cors https://example.org

  curl -s localhost:8080/v1/predict -H 'Content-Type: application/json' -d '{"rows": [{"time": "2024-01-02", "Close": 1.2}, ...]}'

GET /v1/model says what the model reads, GET /openapi.json describes every address. The log goes to stderr, a line of JSON for each
request. The first Ctrl-C or SIGTERM ends the service when what it accepted is answered; the second ends it at once.
SIGHUP loads the model file anew, without losing a request (not on Windows, which has no such signal).

Exit codes: 0 ended, 1 the work failed or the deadline cut it, 2 wrong usage or bad input, 130 ended at once.`;

/** `recurra serve MODEL`. `done` is called with the exit code. */
export function serveCommand(done: (code: number) => void): Command {
  return new Command("serve")
    .description("Answer forecasts over HTTP with a trained model.")
    .argument("[model]", "model file of recurra forecast, model.safetensors")
    .option(
      "--pretrained",
      "serve the network that comes with recurra: any series in, its forecast out, without a model file",
    )
    .option("--port <n>", "port to listen on; 0 takes one that is free", "8080")
    .option("--host <address>", "address to bind to", "127.0.0.1")
    .option(
      "--token-file <file>",
      "file with the bearer token that requests must carry (or RECURRA_TOKEN; default: none)",
    )
    .option("--open-to-all", "bind to an address that others can reach without a token")
    .option(
      "--cors <origin>",
      "origin whose pages may call the service; may be repeated (default: none)",
      collectValues,
    )
    .option(
      "--allow-host <name>",
      "name that requests may call the service by on loopback; may be repeated",
      collectValues,
    )
    .option(...WITH_OPTION)
    .option(...NARROW_OPTION)
    .option("--workers <n>", "threads that compute (default: one less than the processors, 1 to 4)")
    .option("--max-body <bytes>", "largest body (default: 1048576)")
    .option("--max-rows <n>", "most rows in a request (default: 20000)")
    .option("--max-windows <n>", "most windows in a request (default: 256)")
    .option("--max-streams <n>", "most streams that are held (default: 1000)")
    .option("--max-connections <n>", "most open connections (default: 1024)")
    .option("--queue <n>", "most requests that wait for a worker (default: 256)")
    .option("--request-time <seconds>", "give the work for a request up after this (default: 30)")
    .option("--header-time <seconds>", "headers must arrive in this (default: 10)")
    .option("--receive-time <seconds>", "a whole request must arrive in this (default: 30)")
    .option("--send-time <seconds>", "a client must take an answer in this (default: 30)")
    .option("--stream-idle <seconds>", "forget a stream this long after its last step (default: 900)")
    .option("--drain-time <seconds>", "how long the end waits for what was accepted (default: 30)")
    .option("--quiet", "no log")
    .option("--json", "print the address as one JSON document to stdout and nothing else")
    .addHelpText("after", EXAMPLES)
    .action(async (model: string | undefined, texts: ServeOptionTexts) => {
      const { serve } = await import("./serve.ts");
      done(await serve(model, texts));
    });
}
