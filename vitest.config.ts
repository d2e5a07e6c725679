import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "apps/*/src/**/*.test.ts",
      "packages/*/src/**/*.test.ts",
      "examples/*.test.ts",
      "test/*.test.ts",
      "bench/*.test.mjs",
      "bench/accuracy/*.test.mjs",
      "bench/lessons/*.test.mjs",
      "pretrain/*.test.mjs",
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
    // As many as there are processors; unset, one is left idle, which on two of them is half of the time.
    maxWorkers: "100%",
  },
});
