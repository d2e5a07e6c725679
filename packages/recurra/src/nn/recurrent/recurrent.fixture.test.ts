import { describe, expect, test } from "vitest";
import { modes } from "../../kernels/wasm/modes.conformance.ts";
import { describeCase, fixtureCells, type RecurrentSettings, readFixture } from "./pytorch.conformance.ts";
import { compareWithPyTorch } from "./recurrent.conformance.ts";

describe.each(modes)("on %s kernels", (mode) => {
  describe.each(fixtureCells)("%s with PyTorch's weights, loaded by name", (cell) => {
    test.each(readFixture<RecurrentSettings>(cell).map((one) => [describeCase(one), one] as const))(
      "gives PyTorch's outputs within 1e-5 and every gradient within 2e-5 of its largest entry; %s",
      (_, one) => {
        const { results, gradients } = compareWithPyTorch(cell, one, mode);
        for (const [name, error] of Object.entries(results)) expect(error, name).toBeLessThan(1e-5);
        for (const [name, error] of Object.entries(gradients)) expect(error, `gradient of ${name}`).toBeLessThan(2e-5);
      },
    );
  });
});
