import { labs } from "@recurra/labs";
import { expect, test } from "vitest";
import { chapters } from "./chapters.ts";

test("every lab is in a chapter, and they follow each other as the labs do", () => {
  expect(chapters.flatMap((chapter) => chapter.labs)).toEqual(labs.map(({ name }) => name));
});
