import { expect, test } from "vitest";
import { bytesOf, closeOthers, openFile, surveyFile } from "./open-files.ts";

const rows = (of: string) => ["day,v", ...Array.from({ length: 50 }, (_, n) => `${n},${of}${n % 7}`)].join("\n");
const file = (name: string, of: string) => new File([rows(of)], name);

test("a file is open until there is no room for it beside those that were used since", async () => {
  const [first, second] = [await openFile(file("a.csv", "1")), await openFile(file("b.csv", "2"))];
  expect(closeOthers(second.sha256)).toEqual([]);
  // It is looked at again.
  await surveyFile(first.sha256, {});
  expect(closeOthers(first.sha256, 10)).toEqual([second.sha256]);
  expect(bytesOf(first.sha256).name).toBe("a.csv");
  expect(() => bytesOf(second.sha256)).toThrow("The file of this run is not open: drop it on the page.");
  await expect(surveyFile(second.sha256, {})).rejects.toThrow("is not open");
  expect((await openFile(file("b.csv", "2"))).rows).toBe(50);
});

test("a file of which nothing can be read is not held, and takes no other one's place", async () => {
  const good = await openFile(file("a.csv", "3"));
  const nothing = new File([new Uint8Array(2000)], "zeros.csv");
  await expect(openFile(nothing)).rejects.toThrow("zeros.csv");
  expect(closeOthers(good.sha256, rows("3").length)).not.toContain(good.sha256);
  const sha256 = Array.from(
    new Uint8Array(await crypto.subtle.digest("SHA-256", await nothing.arrayBuffer())),
    (byte) => byte.toString(16).padStart(2, "0"),
  ).join("");
  expect(() => bytesOf(sha256)).toThrow("is not open");
});

test("the bytes of a file are held once, by the name that it had last", async () => {
  const first = await openFile(file("a.csv", "4"));
  const { bytes } = bytesOf(first.sha256);
  const again = await openFile(file("other.csv", "4"));
  expect([again.sha256, bytesOf(first.sha256).name]).toEqual([first.sha256, "other.csv"]);
  expect(bytesOf(first.sha256).bytes).toBe(bytes);
});
