// `recurra serve`: a model file behind HTTP, until a signal ends it.

import { createService, type Service } from "@recurra/serve";
import { openModel } from "../run/model-file.ts";
import { exitCode, say, UsageError } from "../terminal/failure.ts";
import type { ServeOptionTexts } from "./command.ts";
import { serveSettings } from "./settings.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Runs the command; resolves to the exit code when the service has ended. */
export async function serve(file: string, texts: ServeOptionTexts): Promise<number> {
  const { options, listen } = await serveSettings(texts);
  const { library, model, bytes } = await openModel(file, "Try: recurra serve MODEL");
  model.dispose();
  // Before anything else, so that a signal that comes early is not lost.
  const ending = firstSignal();
  const log = texts.quiet ? undefined : { write: (line: string) => process.stderr.write(line) };
  // Nobody may read the log any more; that is no reason to end.
  process.stderr.on("error", () => {});
  const service = created(() => createService(bytes, { ...options, log, name: file }), library.OptionError);
  try {
    const { url, address, port } = await listening(service, listen, library.OptionError);
    const said = texts.json ? JSON.stringify({ url, address, port }) : `recurra: serving ${file} on ${url}`;
    process.stdout.write(`${said}\n`);
    await ending;
  } catch (error) {
    await service.close();
    throw error;
  }
  const whole = await service.close();
  if (!whole) say("the deadline was over before everything was answered (--drain-time).");
  return whole ? exitCode.done : exitCode.failed;
}

/** Resolves on the first signal; the second one ends the process at once. */
function firstSignal(): Promise<void> {
  return new Promise((resolve) => {
    let ending = false;
    const hear = (): void => {
      if (ending) process.exit(exitCode.interrupted);
      ending = true;
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, hear);
  });
}

/** What the service says of its options, said of those of the command. */
function created(create: () => Service, OptionError: typeof import("recurra").OptionError): Service {
  try {
    return create();
  } catch (error) {
    if (!(error instanceof OptionError) || error.code !== "SERVICE_OPTION") throw error;
    throw new UsageError(error.message.replace("createService: ", "--"), { cause: error });
  }
}

async function listening(
  service: Service,
  { port, host }: { readonly port: number; readonly host: string },
  OptionError: typeof import("recurra").OptionError,
): ReturnType<Service["listen"]> {
  try {
    return await service.listen({ port, host });
  } catch (error) {
    if (error instanceof OptionError && error.code === "SERVICE_OPEN") {
      throw new UsageError(
        `--host ${host} can be reached by others, and there is no token. Set RECURRA_TOKEN or --token-file, or say --open-to-all.`,
        { cause: error },
      );
    }
    const { code } = error as NodeJS.ErrnoException;
    const why = {
      EADDRINUSE: `port ${port} of ${host} is in use. Choose another with --port, or 0 for one that is free.`,
      EACCES: `not allowed to listen on port ${port}. Choose one from 1024 on with --port.`,
      EADDRNOTAVAIL: `${host} is not an address of this machine. Choose another with --host.`,
      ENOTFOUND: `--host ${host} is a name without an address. Choose another.`,
      EAI_AGAIN: `--host ${host} is a name without an address. Choose another.`,
    }[code ?? ""];
    throw why ? new UsageError(why, { cause: error }) : error;
  }
}
