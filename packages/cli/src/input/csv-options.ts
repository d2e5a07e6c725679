// The options of how a CSV is to be read, declared once for the commands that read one (csv-settings.ts checks them).

import type { Command } from "commander";

/** What stands in the file: the time column and the signs. */
export function addCsvOptions(command: Command): Command {
  return command
    .option("--time <column>", "time column, or several that are the clock together: Date,Time (default: found)")
    .option("--no-time", "no column is the clock: the rows are, in the file's order")
    .option("--date-order <order>", "ymd, dmy or mdy, where the dates do not show it")
    .option("--time-format <pattern>", "how times are written, in strftime's letters: %d.%m.%Y %H:%M (default: found)")
    .option("--time-zone <zone>", "zone whose clocks the times show, such as Europe/Berlin (default: as they stand)")
    .option("--decimal <sign>", "decimal sign, . or , (default: found)")
    .option(
      "--missing <marks>",
      'numbers or words that mean "no value", such as -9999 or M; separated by commas, or given again',
      (mark: string, before?: string) => (before === undefined ? mark : `${before},${mark}`),
    )
    .option(
      "--units <factors>",
      "what signs and words around numbers multiply them by, where they differ: MB=1,GB=1000; or given again",
      (factors: string, before?: string) => (before === undefined ? factors : `${before},${factors}`),
    )
    .option(
      "--part <name>",
      "file of a zip archive, sheet of a workbook or table of a JSON document, where there are several",
    )
    .option("--encoding <name>", "encoding of the text, such as windows-1251 (default: found)")
    .option(
      "--where <condition>",
      "rows that have a value in a column, Store=3; given again, rows that have all",
      again,
    )
    .option(
      "--series <columns>",
      "columns that tell several series apart, Store or Store,Dept (default: found where times repeat or jump back)",
    )
    .option("--wide", "each row is a series and each column one of its steps (default: found)")
    .option("--no-wide", "the table is no such, whatever its columns are called")
    .option(
      "--delimiter <sign>",
      "sign between cells, tab or space (default: comma, semicolon, tab, | or blanks, found)",
    )
    .option("--header <names>", "none, first or the columns' names, separated by commas (default: found)")
    .option("--skip <lines>", "lines above the table to leave out (default: found)")
    .option("--skip-last <lines>", "lines below the table to leave out (default: totals, sources and notes, found)")
    .option(
      "--comment <sign>",
      "leave out lines that begin with it (default: #, where such lines stand above the table)",
    );
}

function again(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** What may be done to the rows before they are used. */
export function addRepairOptions(command: Command): Command {
  return command
    .option("--sort", "sort the rows by time")
    .option(
      "--resample <step>",
      "make irregular times regular: the mean of each 15min, 1h, 1d, 1w or 1mo; 1h:sum or 1h:last for another rule",
    )
    .option("--repair <method>", "drop, forward-fill or linear: what to do with missing cells and repeated times")
    .option(
      "--fill-gaps <method>",
      "seasonal, forward-fill or linear: put missing times in as rows and fill them and all missing cells",
    );
}
