// `recurra serve`: a model file behind HTTP, until a signal ends it.

import { createService, type Service, type ServiceOptions } from "@recurra/serve";
import { OptionError } from "recurra/core";
import type { ReadOptions } from "recurra/model";
import { loadWith } from "../input/module-files.ts";
import { openModel } from "../run/model-file.ts";
import { UnfinishedError } from "../terminal/errors.ts";
import { exitCode, say, UsageError } from "../terminal/failure.ts";
import { sentenceOf } from "../terminal/wording.ts";
import { addressProblem } from "./address-problem.ts";
import { firstSignal } from "./first-signal.ts";
import { onReload } from "./reload-signal.ts";
import { type ServeOptionTexts, serveSettings } from "./settings.ts";

/** Runs the command; resolves to the exit code when the service has ended. */
export async function serve(file: string | undefined, texts: ServeOptionTexts): Promise<number> {
  const { options, listen } = await serveSettings(texts);
  const modules = await loadWith(texts.with);
  const [model, name] = await servedModel(file, texts.pretrained, modules);
  // Before anything else, so that a signal that comes early is not lost.
  const ending = firstSignal();
  const log = texts.quiet ? undefined : { write: (line: string) => process.stderr.write(line) };
  // Nobody may read the log any more; that is no reason to end.
  process.stderr.on("error", () => {});
  const service = createService(model, { ...options, log, name, modules });
  try {
    const { url, address, port } = await startListening(service, listen);
    const said = texts.json ? JSON.stringify({ url, address, port }) : `recurra: serving ${name} on ${url}`;
    process.stdout.write(`${said}\n`);
    onReload(() => reload(service, file, log, modules));
    await ending;
  } catch (error) {
    await service.close();
    throw error;
  }
  const whole = await service.close();
  if (!whole) {
    throw new UnfinishedError("SERVE_DEADLINE", "", "the deadline was over before everything was answered", {
      remedies: [["give it longer with ", { option: "limits.drainSeconds" }]],
    });
  }
  return exitCode.done;
}

/** What is served, and its name. */
async function servedModel(
  file: string | undefined,
  pretrained = false,
  modules: ReadOptions = {},
): Promise<readonly [Uint8Array | "pretrained", string]> {
  if (pretrained !== (file === undefined)) {
    throw new UsageError(
      "SERVE_MODEL",
      "",
      pretrained
        ? [{ option: "pretrained" }, " serves the network that comes with recurra, and no file"]
        : "there is no model file",
      { remedies: pretrained ? ["leave one of them out"] : ["name one", ["give ", { option: "pretrained" }]] },
    );
  }
  if (file === undefined) return ["pretrained", "the pretrained network"];
  const { model, bytes } = await openModel(file, "try: recurra serve MODEL", modules);
  model.dispose();
  return [bytes, file];
}

/** Loads the file anew. What cannot be served leaves the model that is, which the log says, or where there is none, one line. */
async function reload(
  service: Service,
  file: string | undefined,
  log: ServiceOptions["log"],
  modules: ReadOptions,
): Promise<void> {
  try {
    // The network that comes with the library has no file that could be another one.
    if (file === undefined) return;
    const { model, bytes } = await openModel(file, "try: recurra serve MODEL", modules);
    model.dispose();
    await service.replace(bytes);
  } catch (error) {
    const fault = sentenceOf(error);
    const line = { level: "error", time: new Date().toISOString(), model: file, fault, msg: "model not replaced" };
    if (log) log.write(`${JSON.stringify(line)}\n`);
    else say(`the model was not replaced: ${fault}`);
  }
}

async function startListening(
  service: Service,
  { port, host }: { readonly port: number; readonly host: string },
): ReturnType<Service["listen"]> {
  try {
    return await service.listen({ port, host });
  } catch (error) {
    if (error instanceof OptionError) {
      const file = { remedies: [["read one from a file with ", { option: "tokenFile" }]] };
      throw UsageError.about("", error.with(file));
    }
    throw addressProblem(error, { port, host });
  }
}
