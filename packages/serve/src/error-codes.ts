// Every code of an error that the service throws to the program that makes it, with what leads to it and what to do: docs/errors.md is made
// from it. What a client receives is a problem document (docs/serving.md); options have OPTION_VALUE and OPTION_UNKNOWN of the library.

/** Why an error comes, and what cures it. */
export interface ErrorCodeEntry {
  readonly cause: string;
  readonly remedy: string;
}

export const errorCodes = {
  MODULE_FILE: {
    cause:
      "A file of modules of your own is missing, its code fails, or it exports no class that extends Module and names its kind.",
    remedy: 'Name a file that exports one: `static kind = "my-company/char-model"`.',
  },
  SERVICE_TOKEN: {
    cause: "The token is not 16 to 512 visible ASCII signs without spaces.",
    remedy: "Make one with `openssl rand -hex 32`.",
  },
  SERVICE_OPEN: {
    cause: "The service was to listen on an address that others can reach, and there is no token.",
    remedy: "Set `token`, bind to 127.0.0.1, or say `openToAll`.",
  },
  SERVICE_CLOSED: {
    cause: "`listen` was called after `close`.",
    remedy: "Create a new service.",
  },
} as const satisfies Record<string, ErrorCodeEntry>;
