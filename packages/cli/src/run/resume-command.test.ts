import { expect, test } from "vitest";
import { resumeCommand } from "./resume-command.ts";

test("a path is quoted as the shell of the system reads it", () => {
  expect(resumeCommand("runs/a b")).toBe("recurra forecast --resume 'runs/a b'");
  expect(resumeCommand("runs/it's", undefined, "linux")).toBe("recurra forecast --resume 'runs/it'\\''s'");
  expect(resumeCommand("C:\\my runs\\", undefined, "win32")).toBe('recurra forecast --resume "C:\\my runs"');
  expect(resumeCommand("C:\\runs\\a", "FILE", "win32")).toBe("recurra forecast FILE --resume C:\\runs\\a");
  expect(resumeCommand("-run")).toBe("recurra forecast --resume ./-run");
});
