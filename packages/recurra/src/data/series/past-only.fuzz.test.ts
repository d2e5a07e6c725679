// Repairs, splits and scalers against references that are written out, and against a changed future: what lies before a
// border must not know what comes after it.

import fc from "fast-check";
import { expect, test } from "vitest";
import { fuzz } from "../../../../../test/fuzz.ts";
import { DataError, OptionError } from "../../core/errors.ts";
import { MinMaxScaler, RobustScaler, type Scaler, StandardScaler } from "../scaler.ts";
import { split } from "../split.ts";
import type { Repair } from "../table/repair-method.ts";
import { Series } from "./series.ts";

const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const cell = fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: fc.constant(Number.NaN) });
const table = fc.integer({ min: 2, max: 24 }).chain((length) => {
  const column = (arbitrary: fc.Arbitrary<number>) => fc.array(arbitrary, { minLength: length, maxLength: length });
  return fc.record({ x: column(cell), y: column(cell), other: column(value), border: fc.nat(), from: fc.nat() });
});

/** Does the work, or tells that it was refused by an error of the library. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof DataError || error instanceof OptionError) return undefined;
    throw error;
  }
}

test("repairs fill or leave out exactly the missing cells, as a walk over the rows does", () => {
  fc.assert(
    fc.property(table, fc.constantFrom<Repair>("drop", "forward-fill", "linear"), ({ x, y }, method) => {
      const series = Series.fromColumns({ x, y });
      const repaired = attempt(() => series.repair(method));
      const holed = [x, y];
      if (method === "drop") {
        const kept = x.map((_, row) => row).filter((row) => holed.every((column) => !Number.isNaN(column[row])));
        if (kept.length === 0) expect(repaired).toBeUndefined();
        else {
          expect([...(repaired as Series).column("x")]).toEqual(kept.map((row) => x[row]));
          expect([...(repaired as Series).times.values()]).toEqual(kept.map((row) => row + 1));
        }
        return;
      }
      const refused =
        holed.some((column) => Number.isNaN(column[0])) ||
        (method === "linear" && holed.some((column) => Number.isNaN(column[column.length - 1])));
      if (refused) {
        expect(repaired).toBeUndefined();
        return;
      }
      for (const [k, name] of ["x", "y"].entries()) {
        const column = holed[k];
        [...(repaired as Series).column(name)].forEach((filled, row) => {
          if (!Number.isNaN(column[row])) {
            expect(filled).toBe(column[row]);
            return;
          }
          let before = row;
          while (Number.isNaN(column[before])) before--;
          if (method === "forward-fill") {
            expect(filled).toBe(column[before]);
            return;
          }
          let after = row;
          while (Number.isNaN(column[after])) after++;
          const slope = (column[after] - column[before]) / (after - before);
          const size = Math.abs(column[after]) + Math.abs(column[before]);
          expect(Math.abs(filled - (column[before] + slope * (row - before)))).toBeLessThanOrEqual(
            1e-12 * size + 1e-320,
          );
        });
      }
      expect(attempt(() => (repaired as Series).requireClean(["x", "y"]) ?? true)).toBe(true);
    }),
    fuzz(3000),
  );
});

test("rows before a border that a split accepts do not change when the rows from it on do, whatever was repaired", () => {
  // Whole steps: repairs one after the other, then a cut of the first rows, then the split.
  const repairs = fc.array(
    fc.tuple(fc.constantFrom<Repair>("drop", "forward-fill", "linear"), fc.constantFrom(["x"], ["y"], ["x", "y"])),
    {
      minLength: 1,
      maxLength: 3,
    },
  );
  let accepted = 0;
  let refused = 0;
  fc.assert(
    fc.property(table, repairs, ({ x, y, other, border, from }, methods) => {
      const prepare = (columns: { x: readonly number[]; y: readonly number[] }) => {
        let series = Series.fromColumns(columns);
        for (const [method, names] of methods) series = series.repair(method, names);
        return series;
      };
      const whole = attempt(() => prepare({ x, y }));
      if (whole === undefined) return;
      const series = whole.slice(from % whole.length);
      fc.pre(series.length > 1);
      const rows = 1 + (border % (series.length - 1));
      const parts = attempt(() => split(series, { train: rows, test: series.length - rows }));
      if (parts === undefined) {
        refused++;
        return;
      }
      accepted++;
      // Cells of the original from the border's row on are filled with others; holes stay holes.
      const first = parts.test.times.at(0);
      const change = (column: readonly number[]) =>
        column.map((now, row) => (row + 1 < first || Number.isNaN(now) ? now : other[row]));
      const again = prepare({ x: change(x), y: change(y) }).slice(from % whole.length);
      const changed = again.before(first);
      for (const name of ["x", "y"]) expect([...changed.column(name)]).toEqual([...parts.train.column(name)]);
      for (const scaler of [() => new MinMaxScaler(), () => new StandardScaler(), () => new RobustScaler()]) {
        const fit = (part: Series) =>
          attempt(() =>
            scaler()
              .fit(split(part, { train: 1 }).train, ["x", "y"])
              .toJSON(),
          ) ?? "refused";
        expect(fit(changed)).toEqual(fit(parts.train));
      }
    }),
    fuzz(4000),
  );
  expect(accepted).toBeGreaterThan(500);
  expect(refused).toBeGreaterThan(100);
});

test("the parts of a split are the series, in order, and none is larger or smaller than asked by more than a row's rounding", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), share, share, fc.boolean(), (length, a, b, counts) => {
      const rows = Array.from({ length }, (_, row) => row);
      const series = Series.fromColumns({ row: rows });
      const unit = (size: number) => (counts ? Math.round(size * length) : size);
      const [train, validation] = [unit(a), unit((1 - a) * b)];
      const parts = attempt(() => split(series, { train, validation }));
      // Of whole numbers, 1 is a row where another is a count, and everything where none is.
      const wanted = counts && Math.max(train, validation) > 1 ? train : train * length;
      if (Math.round(wanted) < 1) {
        expect(parts).toBeUndefined();
        return;
      }
      if (parts === undefined) {
        // Counts of 0 and 1 read as shares, and two rounded counts may be one row too many.
        expect(counts && (train + validation > length || train <= 1)).toBe(true);
        return;
      }
      const joined = [parts.train, parts.validation, parts.test].flatMap((part) => [...part.column("row")]);
      expect(joined).toEqual(rows);
      expect(Math.abs(parts.train.length - wanted)).toBeLessThanOrEqual(0.5 + 1e-6);
      expect(parts.train.role).toBe("training");
    }),
    fuzz(3000),
  );
});

test("a split by dates puts each row on the side of its date", () => {
  const days = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(days, fc.integer({ min: -2, max: 62 }), fc.integer({ min: -2, max: 62 }), (all, a, b) => {
      const times = [...all].sort((one, two) => one - two).map((day) => day * 86_400_000);
      const series = Series.fromColumns({ t: times }, { times });
      const text = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
      const parts = attempt(() => split(series, { validation: text(a), test: text(b) }));
      const at = (day: number) => times.filter((time) => time < day * 86_400_000).length;
      if (at(a) > at(b) || at(a) === 0) {
        expect(parts).toBeUndefined();
        return;
      }
      const [validation, test] = [at(a), at(b)];
      expect([...(parts?.train.column("t") ?? [])]).toEqual(times.slice(0, validation));
      expect([...(parts?.validation.column("t") ?? [])]).toEqual(times.slice(validation, test));
      expect([...(parts?.test.column("t") ?? [])]).toEqual(times.slice(test));
    }),
    fuzz(2000),
  );
});

test("inverse undoes transform, for values of any size and however the column was scaled", () => {
  const scalers: readonly (readonly [() => Scaler, (json: ReturnType<Scaler["toJSON"]>) => Scaler])[] = [
    [() => new MinMaxScaler(), (json) => MinMaxScaler.fromJSON(json)],
    [() => new StandardScaler(), (json) => StandardScaler.fromJSON(json)],
    [() => new RobustScaler(), (json) => RobustScaler.fromJSON(json)],
  ];
  const size = fc.integer({ min: -300, max: 300 });
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 20 }), size, value, (column, exponent, offset) => {
      const x = column.map((one) => (one + offset) * Number(`1e${exponent}`));
      fc.pre(x.every((one) => !(Math.abs(one) > 1e306)));
      const { train } = split(Series.fromColumns({ x }), { train: 1 });
      for (const [make, restore] of scalers) {
        const scaler = attempt(() => make().fit(train));
        const filled = x.filter((one) => !Number.isNaN(one));
        if (scaler === undefined) {
          // Nothing to measure, or squares that overflow.
          expect(filled.length === 0 || Math.max(...filled.map(Math.abs)) > 1e150).toBe(true);
          continue;
        }
        const { shift, scale } = scaler.scaleOf("x");
        expect(scale > 0 && Number.isFinite(scale) && Number.isFinite(shift)).toBe(true);
        const there = scaler.transform("x", x);
        const back = scaler.inverse("x", there);
        x.forEach((one, row) => {
          if (Number.isNaN(one)) expect([there[row], back[row]]).toEqual([Number.NaN, Number.NaN]);
          else
            expect(Math.abs(back[row] - one)).toBeLessThanOrEqual(
              4e-16 * (Math.abs(one) + 2 * Math.abs(shift)) + 1e-323 * (1 + scale),
            );
        });
        const again = restore(JSON.parse(JSON.stringify(scaler)));
        expect([...again.transform("x", x)]).toEqual([...there]);
      }
    }),
    fuzz(3000),
  );
});
