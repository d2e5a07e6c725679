import { expect, test } from "vitest";
import { cutWindows, findBorders, scoreChannels, standardise } from "./ett.mjs";

const MONTHS = { parts: [12, 4, 4], shares: false };
const HOUR = 3_600_000;

/** Rows before the windows, [values] of one column, and a method that sees them. */
const cut = { cut: 4, choosing: 3, origins: Uint32Array.of(4, 5, 6) };
const channels = [Float64Array.of(0, 1, 2, 3, 4, 6, 8, 10)];
const repeatLast = {
  name: "last value",
  fitChannels: ({ horizon }) => ({
    forecast: (values, origins) =>
      values.map((one) =>
        Float64Array.from({ length: origins.length * horizon }, (_, at) => one[origins[Math.floor(at / horizon)] - 1]),
      ),
  }),
};

test("12, 4 and 4 months are 8,640, 2,880 and 2,880 hours, and four times as many quarters of an hour", () => {
  expect(findBorders([0, HOUR], 17_420, MONTHS)).toEqual({ perDay: 24, ends: [8640, 11_520, 14_400] });
  expect(findBorders([0, HOUR / 4], 69_680, MONTHS)).toEqual({ perDay: 96, ends: [34_560, 46_080, 57_600] });
  expect(() => findBorders([0, HOUR], 14_000, MONTHS)).toThrow("The parts need 14400 rows, there are 14000.");
});

test("shares of all rows round the first and the last part down", () => {
  expect(findBorders([0, HOUR], 101, { parts: [0.7, 0.1, 0.2], shares: true }).ends).toEqual([70, 81, 101]);
});

test("columns are measured by the first part alone", () => {
  const [values] = standardise([Float64Array.of(1, 3, 100)], 2);
  expect([...values]).toEqual([-1, 1, 98]);
});

test("every window scores whose targets lie in the part, the last of them included", () => {
  const ends = [8640, 11_520, 14_400];
  const tested = cutWindows(ends, 96, true);
  expect([tested.cut, tested.choosing]).toEqual([11_520, 8640]);
  expect([tested.origins.length, tested.origins[0], tested.origins.at(-1) + 96]).toEqual([2785, 11_520, 14_400]);
  const validation = cutWindows(ends, 96, false);
  expect([validation.cut, validation.choosing]).toEqual([8640, 6480]);
  expect([validation.origins[0], validation.origins.at(-1) + 96]).toEqual([8640, 11_520]);
});

test("MSE and MAE are means over windows and steps", async () => {
  // Errors of the last value: 1 and 3, 2 and 4, 2 and 4.
  const { mse, mae, windows } = await scoreChannels(repeatLast, channels, cut, { horizon: 2 });
  expect(windows).toBe(3);
  expect(mae).toBeCloseTo(16 / 6, 12);
  expect(mse).toBeCloseTo((1 + 9 + 4 + 16 + 4 + 16) / 6, 12);
});

test("a method is fitted on a copy of the rows before the cut, and forecasts from rows before the last origin", async () => {
  const seen = [];
  const curious = {
    name: "curious",
    fitChannels(asked) {
      seen.push([...new Float64Array(asked.channels[0].buffer)]);
      const { forecast } = repeatLast.fitChannels(asked);
      return {
        forecast(values, origins) {
          seen.push(values[0].buffer.byteLength / 8);
          return forecast(values, origins);
        },
      };
    },
  };
  await scoreChannels(curious, channels, cut, { horizon: 2 });
  expect(seen[0]).toEqual([0, 1, 2, 3]);
  expect(seen[1]).toBe(6);
});

test("a method that reads behind an origin is refused", async () => {
  const peeking = {
    name: "oracle",
    fitChannels: ({ horizon }) => ({
      forecast: (values, origins) =>
        values.map((one) =>
          Float64Array.from(
            { length: origins.length * horizon },
            (_, at) => one[origins[Math.floor(at / horizon)] + (at % horizon)] ?? 0,
          ),
        ),
    }),
  };
  await expect(scoreChannels(peeking, channels, cut, { horizon: 2 })).rejects.toThrow(
    "oracle reads rows behind the origin of a window",
  );
});
