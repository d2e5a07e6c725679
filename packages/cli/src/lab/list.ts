import type { Lab } from "@recurra/labs";
import { styled, wrap } from "../terminal/terminal.ts";
import { flagOf } from "../terminal/wording.ts";

/** Every lab with its line, and how to go on. */
export function labList(labs: readonly Lab[], width: number): string {
  const column = Math.max(...labs.map(({ name }) => name.length)) + 2;
  const lines = labs.map(({ name, about }) => {
    const text = wrap(about, width - 2, " ".repeat(column));
    return `  ${styled("bold", name)}${text.slice(name.length).replaceAll("\n", "\n  ")}`;
  });
  const [first] = labs;
  const reader = labs.find(({ data }) => data !== undefined);
  const usage = [
    [`recurra lab ${first.name}`, "run it"],
    [`recurra lab ${first.name} --help`, "its options"],
    [`recurra lab ${first.name} --code FOLDER`, "its program, as a project of your own"],
    ...(reader === undefined ? [] : [[`recurra lab ${reader.name} --data FILE`, "on data of your own"]]),
  ];
  const widest = Math.max(...usage.map(([line]) => line.length));
  const next = usage.map(([line, meaning]) => `  ${line.padEnd(widest)}  ${styled("dim", meaning)}`);
  const text = ["", styled("bold", "Experiments with recurrent networks"), "", ...lines, "", ...next, "", ""];
  return text.join("\n");
}

/** The same for programs: every lab with its options. */
export function labListJson(labs: readonly Lab[]): string {
  const list = labs.map(({ name, title, about, data, sound, options }) => ({
    name,
    title,
    about,
    data: data ?? sound ?? null,
    options: Object.entries(options).map(([option, { default: initial, effect }]) => ({
      option: flagOf(option),
      default: initial,
      effect,
    })),
  }));
  return `${JSON.stringify({ format: "recurra-labs/1", labs: list }, null, 2)}\n`;
}
