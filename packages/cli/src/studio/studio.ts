// `recurra studio`: the page on this machine, until a signal ends it.
import type { AddressInfo } from "node:net";
import { readOption, whole } from "recurra/core";
import { addressProblem } from "../serve/address-problem.ts";
import { firstSignal } from "../serve/first-signal.ts";
import { exitCode } from "../terminal/failure.ts";
import type { StudioOptionTexts } from "./option-texts.ts";
import { readSite, siteServer } from "./site.ts";

const HOST = "127.0.0.1";

/** Runs the command; resolves to the exit code when a signal has ended the server. */
export async function studio(texts: StudioOptionTexts): Promise<number> {
  const port = readOption("", "port", whole(0, 65_535), texts.port);
  // Before anything else, so that a signal that comes early is not lost.
  const ending = firstSignal();
  const server = siteServer(readSite());
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(addressProblem(error, { port, host: HOST })));
    server.listen(port, HOST, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  const url = `http://${HOST}:${taken}/`;
  process.stdout.write(texts.json ? `${JSON.stringify({ url, port: taken })}\n` : `recurra: the studio is on ${url}\n`);
  await ending;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return exitCode.done;
}
