import { expect, test } from "vitest";
import { guardWrite } from "./disk-error.ts";

const refused = (code: string, platform?: NodeJS.Platform, syscall: string | undefined = "rename") => {
  const error = Object.assign(new Error(code), { code, ...(syscall !== "" && { syscall }) });
  const work = (): never => {
    throw error;
  };
  return () => guardWrite("run/model.safetensors", "or stop", work, platform);
};

test("what a system refuses is said in its own way", () => {
  expect(refused("EPERM", "linux")).toThrow(
    "run/model.safetensors: cannot be written: no permission (EPERM). Give it, or stop.",
  );
  expect(refused("EPERM", "win32")).toThrow(
    "cannot be written: no permission, or another program has it open (EPERM). Close that program or give permission, or stop.",
  );
  expect(refused("EBUSY", "win32")).toThrow(
    "another program has it open, or it is mounted by itself (EBUSY). Close that",
  );
  expect(refused("ENAMETOOLONG", "win32")).toThrow("its name is too long (ENAMETOOLONG). Shorten it, or stop.");
  expect(refused("EXDEV", "linux")).toThrow("its folder lies on two disks (EXDEV).");
  expect(refused("ERR_ACCESS_DENIED", "linux", "")).toThrow(
    "this Node may not (--permission) (ERR_ACCESS_DENIED). Start it with --allow-fs-write for that folder, or stop.",
  );
  expect(refused("ERR_OTHER", "linux", "")).toThrow(/^ERR_OTHER$/);
});
