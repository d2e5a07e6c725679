// `recurra studio`: the page on this machine, until a signal ends it; or the page as files.
import type { AddressInfo } from "node:net";
import { basename } from "node:path";
import { readOption, whole } from "recurra/core";
import { nameOf, readBytes } from "../input/read-file.ts";
import { checkNewFolder } from "../project/new-folder.ts";
import { writeProject } from "../project/write-project.ts";
import { addressProblem } from "../serve/address-problem.ts";
import { firstSignal } from "../serve/first-signal.ts";
import { exitCode, UsageError } from "../terminal/failure.ts";
import type { StudioOptionTexts } from "./option-texts.ts";
import { readSite, siteFiles, siteServer, withFile } from "./site.ts";

const HOST = "127.0.0.1";

/** Runs the command; resolves to the exit code when a signal has ended the server, or the files are written. */
export async function studio(file: string | undefined, texts: StudioOptionTexts): Promise<number> {
  const port = readOption("", "port", whole(0, 65_535), texts.port);
  if (texts.export !== undefined) return exportSite(file, texts.export, texts.json === true);
  const site =
    file === undefined
      ? readSite()
      : withFile(readSite(), basename(nameOf(file)), await readBytes(file, "name the table inside it"));
  // Before anything else, so that a signal that comes early is not lost.
  const ending = firstSignal();
  const server = siteServer(site);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(addressProblem(error, { port, host: HOST })));
    server.listen(port, HOST, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  const url = `http://${HOST}:${taken}/${file === undefined ? "" : "?open"}`;
  process.stdout.write(texts.json ? `${JSON.stringify({ url, port: taken })}\n` : `recurra: the studio is on ${url}\n`);
  await ending;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return exitCode.done;
}

function exportSite(file: string | undefined, folder: string, json: boolean): number {
  if (file !== undefined) {
    throw new UsageError(
      "USAGE_CONFLICT",
      "",
      [{ option: "export" }, " writes the page, which holds no file of yours"],
      {
        remedies: ["leave one of them out"],
      },
    );
  }
  checkNewFolder(`--export ${folder}`, folder);
  const files = siteFiles(readSite());
  writeProject(folder, files);
  const document = { format: "recurra-studio/1", folder, files: Object.keys(files) };
  const said = `In ${folder}: index.html, sw.js, assets. Any web host can serve them, in any folder; docs/studio.md says with which headers.`;
  process.stdout.write(json ? `${JSON.stringify(document)}\n` : `${said}\n`);
  return exitCode.done;
}
