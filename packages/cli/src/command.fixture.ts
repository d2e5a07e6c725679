// Runs the built command line in a folder of its own: in this process, which is fast, or as a child process, where that matters
// (signals, threads, modes, what a process leaves). `npm test` builds first.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, vi } from "vitest";

const built = new URL("../dist/main.js", import.meta.url).href;
const bin = fileURLToPath(new URL("../bin/recurra.js", import.meta.url));

/** What the command sees of the terminal, here and in a child process. */
const terminal = { NO_COLOR: "1", RECURRA_DEBUG: "" };

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What --json prints of an error in place of the line. */
export interface ErrorDocument {
  readonly code: string;
  readonly message: string;
  readonly subject: string;
  readonly place?: object;
  readonly found?: unknown;
  readonly remedies: readonly {
    readonly option?: string;
    readonly value?: unknown;
    readonly flag?: string;
    readonly text: string;
  }[];
  readonly table?: string;
  readonly exitCode: number;
}

/** The one line of JSON on stderr. */
export function errorOf(stderr: string): ErrorDocument {
  expect(stderr).toMatch(/^\{"error":[^\n]*\}\n$/);
  return (JSON.parse(stderr) as { readonly error: ErrorDocument }).error;
}

/** A folder with some files; it is removed when the test ends. */
export class Workplace {
  readonly path = mkdtempSync(join(tmpdir(), "recurra-test-"));
  /** What the commands that are run here find in their environment beside ours. */
  env: Readonly<Record<string, string>> = {};

  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    for (const [name, content] of Object.entries(files)) this.write(name, content);
    onTestFinished(() => rmSync(this.path, { recursive: true, force: true }));
  }

  write(name: string, content: string | Uint8Array): void {
    writeFileSync(join(this.path, name), content);
  }

  file(...names: string[]): string {
    return join(this.path, ...names);
  }

  /** Names in the folder, sorted. */
  list(...names: string[]): string[] {
    return readdirSync(this.file(...names)).sort();
  }

  /** Runs a command in this process, one at a time. */
  async here(...args: string[]): Promise<Outcome> {
    const { command } = (await import(built)) as typeof import("./main.ts");
    const said = { stdout: "", stderr: "" };
    const before = process.cwd();
    for (const [name, value] of Object.entries({ ...terminal, ...this.env })) vi.stubEnv(name, value);
    const spies = (["stdout", "stderr"] as const).map((stream) =>
      vi.spyOn(process[stream], "write").mockImplementation((text) => {
        said[stream] += text;
        return true;
      }),
    );
    process.chdir(this.path);
    try {
      return { code: await command(args), ...said };
    } finally {
      process.chdir(before);
      for (const spy of spies) spy.mockRestore();
      vi.unstubAllEnvs();
    }
  }

  start(...args: string[]): { child: ChildProcess; outcome: Promise<Outcome> } {
    const env = { ...process.env, ...terminal, ...this.env };
    const child = spawn(process.execPath, [bin, ...args], { cwd: this.path, env, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    const outcome = new Promise<Outcome>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve({ code, stdout, stderr }));
    });
    return { child, outcome };
  }

  run(...args: string[]): Promise<Outcome> {
    return this.start(...args).outcome;
  }
}

/** Options of a small forecast that does not end by itself. */
const small = ["--horizon", "2", "--lookback", "4", "--hidden", "4"];
export const unending = [...small, "--epochs", "100000000", "--patience", "100000000"];

/** Settings with which a run takes a moment, and its epochs are better than none. */
export const quick = [...small, "--epochs", "2", "--learning-rate", "0.05"];

/** The n-th day from 2024-01-01, weekends included. */
export function day(n: number): string {
  return new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
}

/** A value that swings with a period of seven rows and rises slowly. */
export function value(n: number): number {
  return Math.round(100 * (50 + 0.1 * n + [0, 3, 5, 4, 1, -4, -6][n % 7])) / 100;
}

/** Lines of a CSV with the columns Date and Value. */
export function dailyLines(rows: number): string[] {
  return ["Date,Value", ...Array.from({ length: rows }, (_, n) => `${day(n)},${value(n)}`)];
}

export function daily(rows: number): string {
  return `${dailyLines(rows).join("\n")}\n`;
}
