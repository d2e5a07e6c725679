// Codes of errors about data, files and training.
import { type ErrorCode, ofKind } from "./error-code.ts";

export const dataCodes: Readonly<Record<string, ErrorCode>> = ofKind("Data", {
  AHEAD_CELL: [
    "A cell of a column that is known ahead is missing.",
    "Fill it in: what is known of the rows to come is not guessed.",
  ],
  AHEAD_PAST: [
    "A column that is known ahead has no value in the past rows.",
    "Add its past values, or leave it out of `future`.",
  ],
  AHEAD_ROWS: [
    "The rows ahead, whose columns a forecast knows, are missing, do not follow on, or are not whole.",
    "Add the rows that stand below the message, filled in.",
  ],
  AHEAD_WINDOWS: [
    "Windows without times and rows ahead were given to a model that knows columns ahead.",
    "Give a series to `predict`, with its rows ahead.",
  ],
  BACKTEST_GAPS: [
    "No window of the test part is without a gap.",
    "Fill the gaps, shorten the lookback, or start the test elsewhere.",
  ],
  CALENDAR_CLOCK: [
    "The times of the rows do not show what is to be made of them: there are none, or they are too coarse.",
    "Leave it out of `calendar` or `holidays`, or name the column of times.",
  ],
  CATEGORIES_MANY: [
    "A column that is to be read as categories has more than 100 different words.",
    "Leave it out of `categories`.",
  ],
  CATEGORIES_ONE: [
    "A column of words is the same in all rows that a fit learns from.",
    "Leave it out of `inputs` and `future`: of one series it tells nothing.",
  ],
  CELL_NOT_A_NUMBER: [
    "A cell in a column of numbers is not a number.",
    "Correct or empty the cell, or read other columns; in a program, use NaN for a missing value.",
  ],
  COLUMN_EMPTY: ["A column that was asked for has no value.", "Choose another column."],
  COLUMN_LENGTH: ["Columns, or times and columns, have different numbers of rows.", "Give as many values in each."],
  COLUMN_NOT_NUMBERS: [
    "A column holds text or the times, is empty, or was not read.",
    "Choose a column of numbers, or add it to `columns`.",
  ],
  COLUMN_UNITS_MIXED: [
    "What stands around the numbers of a column, such as MB and GB, does not make one unit.",
    "Say what each counts with `units`, or write all cells in one unit.",
  ],
  COLUMN_UNKNOWN: ["There is no column of that name.", "Take one of the names in the message."],
  CSV_BINARY: [
    "The bytes are those of a workbook, an archive or another binary file.",
    "Save or export the table as CSV.",
  ],
  CSV_DUPLICATE_COLUMN: ["Two columns have the same name.", "Give each column its own name."],
  CSV_EMPTY: ["The file is empty.", "Give a header line and one row per line."],
  CSV_HEADER_ONLY: ["There is a header and no row.", "Add rows below the header."],
  CSV_NAMES: [
    "The names that were given are not as many as the columns.",
    "Give a name for each column with `header`.",
  ],
  CSV_NO_HEADER: [
    "The first line holds values, not names.",
    "Add a first line with the names of the columns, or say what they are with `header`.",
  ],
  CSV_NO_TEXT: [
    "`Series.fromCsv` was given something other than text.",
    "Turn a file's bytes into text with `decodeText`.",
  ],
  CSV_QUOTE: [
    "A quote is never closed, or a cell goes on behind its closing quote.",
    "Put the whole cell in quotes and double the quotes inside it.",
  ],
  CSV_ROW_LENGTH: [
    "A row has another number of cells than the header.",
    "Complete the row, put cells that hold the delimiter in quotes, or leave out lines above the table with `skipFirst`.",
  ],
  DATE_INVALID: [
    "A date is not in the calendar, or has no such month in the order that was asked for.",
    "Correct the cell, or choose the other `dateOrder`.",
  ],
  DATE_ORDER: [
    "Dates end with the year, and `dateOrder` says that they begin with it.",
    'Use `dateOrder` "dmy" or "mdy".',
  ],
  DATE_ORDER_AMBIGUOUS: ["No date shows whether the day or the month comes first.", "Say it with `dateOrder`."],
  DATE_ORDER_MIXED: ["Some dates have the day first, others the month.", "Write all dates in one order."],
  DECIMAL_AMBIGUOUS: [
    "A comma or point may be the decimal sign or group thousands, and no cell shows which.",
    "Say it with `decimal`.",
  ],
  FILE_JSON: [
    "The text begins as JSON, but is none, or holds no table.",
    "Give records, JSON lines, or columns by name.",
  ],
  FILE_PACKED: [
    "An archive is damaged, locked or empty, or unpacks to far more than a table does.",
    "Copy or download the file again, or unpack it yourself.",
  ],
  FILE_PARQUET: [
    "A Parquet file is damaged or locked, packed in a way that is not read, or has no column that a table can have.",
    "Copy or download the file again, or write it again with Snappy.",
  ],
  FILE_PART: [
    "An archive, a workbook or a JSON document holds several tables, and none of that name.",
    "Name one with `part`.",
  ],
  FILE_WORKBOOK: ["A workbook holds no table, or one that is too large.", "Save the sheet as CSV."],
  FORECAST_CELL: ["A cell that the forecast reads is missing.", "Repair the series, or start it after the hole."],
  FORECAST_GAP: ["Times are missing among the rows that the forecast reads.", "Fill them in with `fillGaps`."],
  FORECAST_ROWS: [
    "There are fewer rows before a forecast than its lookback.",
    "Give more rows, or forecast at a later one.",
  ],
  FROM_LATE: [
    "There is no row at or after the time at which the forecast is to start.",
    "Leave `from` out to forecast the rows after the last.",
  ],
  GAPS_TOO_LONG: [
    "More than four times as many rows are missing as there are.",
    "Put the rows into longer steps with `resample`, or give those on one side of the gap.",
  ],
  HOLIDAY_YEARS: ["Rows lie in a year that `holidays` has no day of.", "Add the holidays of that year."],
  LONG_TABLE: [
    "The rows are several series below each other, told apart by a column.",
    'Choose one of them with `where`, such as `where: "Store=3"`, or read all with `SeriesSet.fromCsv`.',
  ],
  LOOKS_AHEAD: [
    '"linear" filled cells of the history from rows of the test: a score would know its future.',
    'Use `repair: "forward-fill"`, or `fillGaps: "seasonal"`.',
  ],
  NO_COLUMN: ["No column of numbers was found.", "Look at the file with `recurra inspect`."],
  PREDICT_TOO_SHORT: [
    "There are fewer rows before the forecast than the model looks back on.",
    "Give more rows, or start later.",
  ],
  REPAIR_EMPTY: ['`repair: "drop"` would leave no row.', "Name the columns that are needed, or choose another repair."],
  REPAIR_NO_FUTURE: ['"linear" finds no value after a hole at the end.', 'Use "forward-fill", or leave the rows out.'],
  REPAIR_NO_PAST: [
    "A repair that fills finds no value before the first row.",
    "Start the series later, or leave the rows out.",
  ],
  RESAMPLE: [
    "Rows cannot be put into steps of that length: it is none, finer than the rows, or they have no times.",
    "Give a step such as 15min, 1h, 1d, 1w or 1mo.",
  ],
  SCALER_NO_VALUES: ["A column has no value in the training part.", "Choose a longer part or another column."],
  SCALER_OVERFLOW: ["The values of a column are too large to scale.", "Give the column in a larger unit."],
  SEASON_LONG: ["A season is longer than the rows before the test part.", "Leave `season` out, or give more rows."],
  SEASON_UNKNOWN: [
    'A season is to be repeated, and the times show none, or `season` is "none".',
    'Give its rows with `season`, or fill with "forward-fill".',
  ],
  SERIES_FEW: ["A model over many series was asked for, and there is one.", "Forecast it alone, or give more series."],
  SERIES_ID_MISSING: [
    "A row does not say which of several series it belongs to.",
    "Fill the cell, or leave the row out.",
  ],
  SERIES_SINGLE: [
    "A set of series was asked for, and nothing tells several apart.",
    "Name the columns that do with `series`, or read one series with `Series.fromCsv`.",
  ],
  SET_TOO_LARGE: [
    "So many series cannot be repaired in memory: each would be held beside the file's columns.",
    "Repair the file, or forecast fewer series at a time.",
  ],
  SERIES_UNKNOWN: ["A set has no series of that id.", "Take one of the ids in the message."],
  SERIES_TOO_SHORT: [
    "There are too few rows for one window to learn from and one to choose the epochs.",
    "Use the `lookback` that the error names, a shorter `horizon`, or more rows; an experiment also takes `autoShorten`.",
  ],
  STEP_DIFFERS: [
    "The rows are clearly further apart, or nearer, than those that the model was fitted on.",
    "Give rows of the model's step; `anyStep` where it is the same thing all the same.",
  ],
  STEP_UNKNOWN: ["One row shows no step, so no time after it is known.", "Give at least two rows."],
  TARGET_IS_ID: ["The column to forecast tells the series apart.", "Forecast another column."],
  TARGET_NEEDED: ["There are several columns, and none was named to be forecast.", "Name one with `target`."],
  TEST_PART: ["The test part leaves no row to learn from, or none to test on.", "Choose another `test`."],
  TIMESERIES_LENGTH: ["There are not as many targets as rows.", "Give one target for each row."],
  TIMESERIES_WIDTH: ["Rows hold different numbers of values, or none.", "Give as many numbers in each row."],
  TIMES_DUPLICATE: [
    "Two rows have the same time.",
    'Keep the first of each with `repair: "drop"`, which leaves rows out.',
  ],
  TIMES_UNORDERED: ["A row is earlier than the row before it.", "Sort by time: `sort: true`, or `series.sorted()`."],
  TIME_FORMATS_MIXED: ["Times of one column are written in different ways.", "Write all of them alike."],
  TIME_MISSING: ["A row has no time.", "Fill it in or remove the row."],
  TIME_NOT_JOINED: [
    "The columns that were named make no clock together.",
    "Name a date and a time of day, or year, month, day and hour.",
  ],
  TIME_NOT_READ: [
    "A text or number is no time that can be read.",
    "Write it as 2018-05-31 or as the message says, or say how it is written with `timeFormat`; name another time column, or none.",
  ],
  TIME_ZONE_MIXED: ["Some times name a zone and others none.", "Write all of them alike."],
  VALUES_MISSING: [
    "A column has missing cells and no repair was chosen.",
    'Choose a `repair`; the message says how many rows "drop" would leave out.',
  ],
  VALUE_INFINITE: ["A cell is infinite.", "Correct it; a missing value is an empty cell, or NaN in an array."],
  VALUE_TOO_LARGE: ["A value is too large to compute with.", "Correct it, or give the column in a larger unit."],
  WHERE_NO_ROWS: ["No row has the value that `where` asks for.", "Take one of the values in the message."],
  WIDE_TABLE: [
    "Each row is a series, and each column a step of time.",
    "Choose a row with `where`: it is turned into a column. `SeriesSet.fromCsv` reads all; `wide: false` says that it is none.",
  ],
  WINDOW_FORM: [
    "Windows to forecast from are not a list of objects, or a column is not a list of numbers.",
    "Give each window as an object with a list of numbers for each column.",
  ],
  WINDOW_TOO_SHORT: [
    "A window that was given to predictWindows() is shorter than the lookback.",
    "Give the rows before these too.",
  ],
  WINDOWS_TOO_SHORT: [
    "No run of rows without gaps is as long as one window.",
    "Shorten `lookback` or `horizon`, repair the gaps, or give more rows.",
  ],
});

export const formatCodes: Readonly<Record<string, ErrorCode>> = ofKind("Format", {
  AHEAD_MALFORMED: ["The scales of what is known ahead are of another form.", "Take another file."],
  CHECKPOINT_CHANGED: ["A checkpoint is not as it was written.", "Take the one before it, or copy the file again."],
  CHECKPOINT_FORMAT: [
    "The file is no checkpoint that this version reads.",
    "Resume with the version that wrote it, or begin anew.",
  ],
  CHECKPOINT_MALFORMED: ["A part of a checkpoint is missing or of another form.", "Take another checkpoint."],
  MODEL_CHECKSUM: ["The file is damaged, or was changed without renewing its checksum.", "Copy or download it again."],
  MODEL_FILE_TOO_LARGE: ["Names, settings and facts take more than a model file keeps.", "Leave some facts out."],
  MODEL_FEATURE: [
    "The file needs a feature that this version does not know.",
    "Update recurra, or take a file that this version wrote.",
  ],
  MODEL_FORMAT: [
    "The file is no model that this version reads.",
    "Update recurra, or take a file that this version wrote.",
  ],
  MODEL_KIND: [
    "The file's network has modules of a program's own, whose classes were not given.",
    "Give them: `Model.load(bytes, file, { modules: [Class] })`, or `--with FILE` on the command line.",
  ],
  MODEL_METADATA: ["A part of the metadata cannot be used.", "Take another file, or report to whoever wrote it."],
  MODEL_TASK: [
    "The file holds another kind of model: a network, a forecaster, or one model for many series.",
    "Open it with `Model.load()`, or with `readGlobalForecaster()`.",
  ],
  MODEL_WEIGHTS: [
    "Tensors are missing, too many, of another shape or not finite.",
    "Take another file, or train again.",
  ],
  NETWORK_FILE_MALFORMED: [
    "A small network file is damaged or something else.",
    "Take it as it was made, or copy it again.",
  ],
  NORMALISER_MALFORMED: ["The scales of a forecaster's file are of another form.", "Take another file."],
  SAFETENSORS_DTYPE: [
    "A tensor has a type that safetensors does not have, or in a model or checkpoint one other than F32, F64, F16 and BF16.",
    "Convert it first, in PyTorch with tensor.float().",
  ],
  SAFETENSORS_HEADER: [
    "The header is no JSON object of tensors, or too long.",
    "Make sure that it is a safetensors file.",
  ],
  SAFETENSORS_LAYOUT: ["Tensors overlap, or leave bytes that belong to none.", "Write the file again."],
  SAFETENSORS_METADATA: ["The metadata are not texts.", "Write the file again."],
  SAFETENSORS_NAME: ["A tensor has the name of the metadata.", "Rename it."],
  SAFETENSORS_SHAPE: ["A tensor's numbers do not fill its shape.", "Give float32 numbers, as many as the shape holds."],
  SAFETENSORS_TENSOR: ["A tensor's description does not fit the file.", "Copy or download the file again."],
  SAFETENSORS_TEXT: ["A name or metadata text cannot be stored as UTF-8.", "Give whole texts."],
  SAFETENSORS_TRUNCATED: ["The file is cut short.", "Copy or download it again."],
  SCALER_FORMAT: ["JSON is not that of a scaler of this kind.", "Give what toJSON() of one returned."],
});

export const trainingCodes: Readonly<Record<string, ErrorCode>> = ofKind("Training", {
  GRADIENT_NOT_FINITE: [
    "A gradient is not finite, or its norm overflows.",
    "Lower the learning rate, clip the gradients, or scale the data.",
  ],
  LOSS_NOT_FINITE: [
    "The loss is NaN or infinite; the message says where such a number stands.",
    "Repair the data, lower the learning rate, or clip the gradients.",
  ],
  METRIC_VALUE: ["A metric gave something that is no number.", "Give a number, or a tensor of one."],
  TRAIN_NO_BATCHES: ["An epoch had no batch.", "Return a new iterable each time."],
});
