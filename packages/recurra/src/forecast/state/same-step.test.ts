import { expect, test } from "vitest";
import { DataError } from "../../core/errors.ts";
import { Series, TimeIndex } from "../../data/index.ts";
import { requireSameStep } from "./same-step.ts";

const DAY = 86_400_000;
const HOUR = DAY / 24;
const friday = Date.UTC(2024, 0, 5);

function series(values: number[], kind: "date" | "datetime" = "datetime"): Series {
  const times = new TimeIndex({ kind, name: "time", values: Float64Array.from(values) });
  const rows = Series.fromColumns({ Value: values.map((_, i) => i) }, { name: "new.csv" });
  return new Series({ ...rows.parts, times });
}

const every = (count: number, length: number): number[] => Array.from({ length: count }, (_, i) => friday + i * length);

test("rows of another step are refused, and both steps are named", () => {
  const check = () => requireSameStep({ step: "business day" }, series(every(100, HOUR)));
  expect(check).toThrow(DataError);
  expect(check).toThrow(
    "new.csv: its rows have the step: 1 hour, but the model was fitted on rows with the step: business day. " +
      "A forecast goes by rows, so it would be of another thing. Give rows of the model's step, or fit a model on these.",
  );
  expect(() => requireSameStep({ step: "1 day" }, series(every(20, 2 * DAY), "date"))).toThrow("2 days");
  expect(() => requireSameStep({ step: "1 month" }, series(every(20, 7 * DAY), "date"))).toThrow("1 week");
});

test("the same step in other words is none, and neither is one that few rows or no times show", () => {
  const accepted = (step: string, rows: Series) => expect(() => requireSameStep({ step }, rows)).not.toThrow();
  accepted("business day", series(every(30, DAY), "date"));
  accepted("1 hour, Monday to Friday, 09:00 to 16:00", series(every(100, HOUR)));
  accepted("1 month", series(every(12, 28 * DAY), "date"));
  // Friday to Monday.
  accepted("business day", series([friday, friday + 3 * DAY], "date"));
  accepted("business day", Series.fromColumns({ Value: [1, 2, 3, 4, 5, 6] }));
  accepted("row", series(every(30, HOUR)));
  accepted("unknown", series(every(30, HOUR)));
  accepted("irregular, about 2 days", series(every(30, DAY), "date"));
});
