import type { OpenedFile } from "../engine/file-answers.ts";

interface SeriesChoiceParts {
  readonly series: NonNullable<OpenedFile["series"]>;
  readonly where: string | undefined;
  readonly disabled: boolean;
  readonly onWhere: (condition: string) => void;
}

/** Of a file with several series, which one is forecast. */
export function SeriesChoice({ series: { by, count, conditions }, where, disabled, onWhere }: SeriesChoiceParts) {
  const named = (condition: string): string => condition.replaceAll("\n", ", ");
  const known = where === undefined || conditions.includes(where);
  return (
    <div class="field target">
      <label for="series-choice">
        Series by {by} ({count.toLocaleString("en-US")})
      </label>
      <select
        id="series-choice"
        value={where ?? ""}
        disabled={disabled}
        onChange={({ currentTarget }) => onWhere(currentTarget.value)}
      >
        <option value="">choose one</option>
        {!known && <option value={where}>{named(where)}</option>}
        {conditions.map((condition) => (
          <option key={condition} value={condition}>
            {named(condition)}
          </option>
        ))}
      </select>
      {conditions.length < count && <small>the first {conditions.length}; others by "where" below</small>}
    </div>
  );
}
