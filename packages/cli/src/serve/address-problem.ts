// Why a server cannot listen where it was told to.
import type { Phrase } from "recurra/core";
import { UsageError } from "../terminal/failure.ts";

const HOST = { option: "host" } as const;
const PORT = { option: "port" } as const;
const PORT_0 = { option: "port", value: 0 } as const;

/** The system's error as one of usage, with what to do; itself where it is about something else than the address. */
export function addressProblem(
  error: unknown,
  { port, host }: { readonly port: number; readonly host: string },
): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const [problem, ...remedies] = whyNot(port, host)[code ?? ""] ?? [];
  return problem === undefined ? error : new UsageError("SERVE_ADDRESS", "", problem, { remedies, cause: error });
}

/** What the system's code means, and what to do. */
function whyNot(port: number, host: string): Readonly<Record<string, readonly [string, ...Phrase[]]>> {
  const nameless = [`${host} is a name without an address`, ["choose another with ", HOST]] as const;
  return {
    EADDRINUSE: [
      `port ${port} of ${host} is in use`,
      ["choose another with ", PORT],
      ["let ", PORT_0, " find one that is free"],
    ],
    EACCES: [`not allowed to listen on port ${port}`, ["choose one from 1024 on with ", PORT]],
    EADDRNOTAVAIL: [`${host} is not an address of this machine`, ["choose another with ", HOST]],
    ENOTFOUND: nameless,
    EAI_AGAIN: nameless,
  };
}
