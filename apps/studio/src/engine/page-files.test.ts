import { expect, test } from "vitest";
import type { OpenedFile } from "./file-answers.ts";
import { PageFiles } from "./page-files.ts";
import type { Command } from "./protocol.ts";

const opened = (sha256: string, reading = {}): OpenedFile => ({ name: `${sha256}.csv`, sha256, reading }) as OpenedFile;

function made() {
  const said: Command[] = [];
  return { files: new PageFiles((command) => void said.push(command)), said };
}

test("a file that was dropped arrives; one that this browser kept is open without arriving", () => {
  const { files } = made();
  files.take(new File([], "a.csv"));
  expect(files.reading.value).toBe("a.csv");
  files.hear({ type: "opened", file: opened("a"), recalled: false });
  expect([files.reading.value, files.arrived.value?.sha256]).toEqual(["", "a"]);
  files.arrived.value = undefined;
  files.recall(opened("b"), {});
  files.hear({ type: "opened", file: opened("b"), recalled: true });
  expect([files.arrived.value, [...files.open.value.keys()]]).toEqual([undefined, ["a", "b"]]);
});

test("why a file cannot be read stands there until the next one is read", () => {
  const { files } = made();
  files.take(new File([], "a.csv"));
  files.hear({ type: "refused", message: "It has no rows." });
  expect([files.reading.value, files.unread.value]).toEqual(["", "It has no rows."]);
  files.take(new File([], "b.csv"));
  expect(files.unread.value).toBe("");
});

test("a file that the Worker had to let go is not open any more", () => {
  const { files } = made();
  for (const sha256 of ["a", "b"]) files.hear({ type: "opened", file: opened(sha256), recalled: false });
  files.hear({ type: "closed", sha256: "a" });
  expect([...files.open.value.keys()]).toEqual(["b"]);
});

test("what is looked for in vain is read no more", () => {
  const { files } = made();
  files.recall(opened("a"), {});
  files.hear({ type: "missing", sha256: "a" });
  expect([files.reading.value, files.open.value.size]).toEqual(["", 0]);
});

test("each question has its own answer, in whatever order they come; a text is why there is none", async () => {
  const { files, said } = made();
  const asked = ["a", "b", "c"].map((sha256) => files.ask({ about: "survey", sha256, reading: {} }));
  const number = (at: number): number => (said[at] as Extract<Command, { type: "ask" }>).number;
  files.hear({ type: "answer", number: number(1), answer: "It is gone." });
  files.hear({ type: "answer", number: number(2), answer: opened("c") });
  files.hear({ type: "answer", number: number(0), answer: opened("a") });
  const answers = await Promise.allSettled(asked);
  expect(answers.map((one) => (one.status === "fulfilled" ? one.value.sha256 : one.reason.message))).toEqual([
    "a",
    "It is gone.",
    "c",
  ]);
});

test("a file that is read by other settings is the open one then; where it cannot be, what was read stays and it is said why", async () => {
  const { files, said } = made();
  files.hear({ type: "opened", file: opened("a"), recalled: false });
  const reading = files.read("a.csv", "a", { decimal: "," });
  expect(files.reading.value).toBe("a.csv");
  const [{ number }] = said as Extract<Command, { type: "ask" }>[];
  files.hear({ type: "answer", number, answer: opened("a", { decimal: "," }) });
  await reading;
  expect([files.reading.value, files.open.value.get("a")?.reading]).toEqual(["", { decimal: "," }]);
  const again = files.read("a.csv", "a", { skip: "-1" });
  files.hear({ type: "answer", number: number + 1, answer: "skip must be at least 0." });
  await again;
  expect([files.reading.value, files.unread.value, files.open.value.get("a")?.reading]).toEqual([
    "",
    "skip must be at least 0.",
    { decimal: "," },
  ]);
});
