import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "vitest";
import { makeCalls, THING_OF } from "./surface/calls.ts";
import { readSurface } from "./surface/declarations.ts";
import { ENTRIES, loadEntries } from "./surface/library.ts";
import { makeThings } from "./surface/things.ts";
import { wrongCalls } from "./surface/wrong-values.ts";

test("explore", async () => {
  const lib = await loadEntries();
  const things = await makeThings(lib);
  const calls = makeCalls(things, lib);
  const RecurraError = lib[""].RecurraError;
  const seen = new Map<string, unknown>();
  const out = { push: (line: string) => appendFileSync("/tmp/wr/explore.txt", `${line}\n`) };
  const thing: Record<string, unknown> = {
    ...things, rnn: new lib[""].RNN({ inputSize: 2, hiddenSize: 3 }),
  };
  const only = process.env.ONLY ? new RegExp(process.env.ONLY) : undefined;
  for (const entry of ENTRIES) {
    const module = lib[entry];
    const pkg = JSON.parse(readFileSync("packages/recurra/package.json", "utf8"));
    const file = "packages/recurra/" + pkg.exports[entry === "" ? "." : `./${entry}`].types;
    for (const c of readSurface(process.cwd() + "/" + file)) {
      if (c.parameters.length === 0) continue;
      const [, owner, sep, member] = /^(?:new )?([\w.]+?)(?:([#.])([\w=]+))?$/.exec(c.name)!;
      const top = module[owner.split(".")[0]] ?? seen.get(owner);
      const id = c.name.startsWith("new ") || sep ? c.name : c.name;
      const key = `${id}`;
      const fn = top;
      if (seen.has(key) && (sep === "#" || seen.get(key) === top)) continue;
      const name = seen.has(key) ? `${entry}/${c.name}` : c.name;
      seen.set(key, top);
      if (only && !only.test(name)) continue;
      // inherited
      let call = calls[name];
      let on: unknown;
      if (sep === "#") {
        const lower = owner[0].toLowerCase() + owner.slice(1);
        on = thing[THING_OF[owner] ?? lower] ?? tryMake(module[owner]);
        if (!call) {
          for (const base of ["Tensor", "Module", "Optimizer", "Scaler", "Series"]) if (!call && calls[`${base}#${member}`]) { call = calls[`${base}#${member}`]; if (owner !== base) { call = undefined as never; } break; }
          if (!call && ["Tensor", "Module", "Optimizer", "Scaler", "Series"].some((b) => calls[`${b}#${member}`])) continue;
        }
      }
      if (!call) { out.push(`NOCALL ${name} (${c.parameters.map((p) => p.name)})`); continue; }
      if (sep === "#" && on === undefined) { out.push(`NOTHING ${name}`); continue; }
      const run = async (args: unknown[]): Promise<unknown> => {
        let r: any;
        if (c.name.startsWith("new ")) r = new (fn as any)(...args);
        else if (sep === "#") { if (member.endsWith("=")) { (on as any)[member.slice(0, -1)] = args[0]; r = 0; } else r = (on as any)[member](...args); }
        else if (sep === ".") r = (fn as any)[member](...args);
        else r = (fn as any)(...args);
        if (r && typeof r.next === "function" && typeof r[Symbol.asyncIterator] === "function") { const v = await r.next(); await r.return?.(); return v; }
        if (r && typeof r.then === "function") return await r;
        return r;
      };
      try { await run(call()); } catch (e) { out.push(`RIGHT ${name}: ${String(e).slice(0, 250)}`); if (!process.env.FORCE) continue; }
      for (const w of wrongCalls(c, call)) {
        try {
          const t0 = Date.now(); writeFileSync('/tmp/wr/current.txt', `${name} ${w.what}`);
          await run(w.args);
          if (Date.now() - t0 > 2000) out.push(`SLOW ${name} ${w.what}`);
          if (!w.admitted) out.push(`SILENT ${name} ${w.what}`);
        } catch (e) {
          if (!(e instanceof RecurraError)) out.push(`RAW ${name} ${w.what}: ${String(e).slice(0, 120)}`);
        }
      }
    }
  }
}, 600_000);
function tryMake(C: any): unknown { try { return new C(); } catch { return undefined; } }
