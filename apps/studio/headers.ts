// What a server says with each file of the site; `recurra studio` reads them from headers.json too.
import { readFileSync } from "node:fs";

export const headers: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL("./headers.json", import.meta.url), "utf8"),
);

/** The policy as a page may state it by itself. */
export const pagePolicy: string = headers["Content-Security-Policy"].replace(/; frame-ancestors [^;]*/, "");
