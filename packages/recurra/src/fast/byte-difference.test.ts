import fc from "fast-check";
import { expect, test } from "vitest";
// @ts-expect-error: a build script without types
import { differenceOf } from "../../scripts/byte-difference.mjs";
import { applyDifference } from "./byte-difference.ts";

const bytes = (maxLength: number) => fc.uint8Array({ maxLength });

test("bytes come back from their difference: parts kept, left out, added, moved and repeated", () => {
  const edit = fc.record({ from: fc.nat(400), length: fc.nat(200), fresh: bytes(9) });
  fc.assert(
    fc.property(bytes(400), fc.array(edit, { maxLength: 12 }), (base, edits) => {
      const target = Uint8Array.from(
        edits.flatMap(({ from, length, fresh }) => [...fresh, ...base.subarray(from, from + length)]),
      );
      expect(applyDifference(base, differenceOf(base, target))).toEqual(target);
    }),
  );
});

test("what is the same costs a few bytes", () => {
  const base = Uint8Array.from({ length: 20_000 }, (_, i) => (i * i * 7 + (i >> 3)) & 255);
  const target = Uint8Array.from([...base.subarray(0, 9_000), 1, 2, 3, ...base.subarray(9_000)]);
  expect(differenceOf(base, target).length).toBeLessThan(20);
  expect(applyDifference(base, differenceOf(base, target))).toEqual(target);
});
