import { expect, test } from "vitest";
import { fileName } from "./file-name.ts";

test.each([
  ["/home/ann/data/load.csv", "load.csv"],
  ["data/load.csv", "load.csv"],
  ["runs/one/model.safetensors", "model.safetensors"],
  ["../load", "load"],
  ["C:\\Users\\Ann\\load 2024.csv", "load 2024.csv"],
  ["\\\\server\\share\\load.csv", "load.csv"],
  ["~/load.csv", "load.csv"],
  ["/data/load/", "load"],
])("%s is the file %s", (path, name) => {
  expect(fileName(path)).toBe(name);
});

test.each(["load.csv", "series", "CPU load / host 3", "kW/h", "/"])("%s is no path", (name) => {
  expect(fileName(name)).toBe(name);
});
