// What a file is that is no text, by its first bytes, and what to do with it.

/** A kind of file that is not read as a table. */
export interface ForeignKind {
  /** "a Keras model (HDF5)", as a sentence goes on. */
  readonly meaning: string;
  readonly remedy: string;
}

const asCsv = "export its table as CSV first";
const unpack = "unpack it first";
const keras = "how to bring the weights of a Keras model: docs/pytorch.md#keras";
const torch = "save a network of PyTorch with safetensors.torch.save_file(model.state_dict(), FILE)";

const signatures: readonly (readonly [bytes: string | readonly number[], meaning: string, remedy: string])[] = [
  ["PK\x03\x04", "a ZIP archive or an Excel workbook", "save the sheet as CSV first"],
  [[0xd0, 0xcf, 0x11, 0xe0], "an old Excel workbook (.xls)", "save it as .xlsx or its sheet as CSV"],
  [[0x1f, 0x8b], "compressed by gzip", unpack],
  ["BZh91AY&SY", "compressed by bzip2", unpack],
  ["\xfd7zXZ\0", "compressed by xz", unpack],
  [[0x28, 0xb5, 0x2f, 0xfd], "compressed by zstd", unpack],
  ["7z\xbc\xaf\x27\x1c", "a 7z archive", unpack],
  ["Rar!\x1a\x07", "a RAR archive", unpack],
  ["%PDF", "a PDF document", asCsv],
  ["PAR1", "a Parquet file", 'export it as CSV first, in pandas with df.to_csv("FILE.csv")'],
  ["ARROW1\0\0", "an Arrow file (Feather)", 'export it as CSV first, in pandas with df.to_csv("FILE.csv")'],
  ["Obj\x01", "an Avro file", asCsv],
  ["SQLite format 3\0", "an SQLite database", asCsv],
  [
    "\x89HDF\r\n\x1a\n",
    "an HDF5 file, as Keras (.h5), pandas and netCDF write it",
    `${keras}; a table: export it as CSV`,
  ],
  ["CDF\x01", "a netCDF file", asCsv],
  ["CDF\x02", "a netCDF file", asCsv],
  ["\x93NUMPY", "a NumPy array", 'write it as CSV, with numpy.savetxt("FILE.csv", array, delimiter=",")'],
  ["\x89PNG", "a picture (PNG)", "give the numbers that it shows as CSV"],
  [[0xff, 0xd8, 0xff], "a picture (JPEG)", "give the numbers that it shows as CSV"],
];

/** Latin 1 has a character for each byte. */
function startsWith(bytes: Uint8Array, start: string | readonly number[]): boolean {
  for (let i = 0; i < start.length; i++) {
    const wanted = typeof start === "string" ? start.charCodeAt(i) : start[i];
    if (bytes[i] !== wanted) return false;
  }
  return true;
}

/** What a file is by its first bytes; undefined for a text, and for what is not known. */
export function findSignature(bytes: Uint8Array): ForeignKind | undefined {
  // A pickle: its protocol (2 to 5), and at its end a stop.
  if (bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5 && bytes.at(-1) === 0x2e) {
    return {
      meaning: "a pickle of Python (.pkl, and old .pt and .ckpt files)",
      remedy: `it may run code and is not read: write a table with df.to_csv("FILE.csv"), or ${torch}`,
    };
  }
  const found = signatures.find(([start]) => startsWith(bytes, start));
  // A CSV may have a column PAR1; a Parquet file ends as it begins.
  if (found?.[0] === "PAR1" && !startsWith(bytes.subarray(-4), "PAR1")) return undefined;
  return found && { meaning: found[1], remedy: found[2] };
}

/** What a zip archive is by the names of its files, where these tell. */
export function findArchiveKind(names: readonly string[]): ForeignKind | undefined {
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  if (has(/^model\.weights\.h5$/) || (has(/^config\.json$/) && has(/^metadata\.json$/)))
    return { meaning: "a Keras model (.keras)", remedy: keras };
  if (has(/(^|\/)data\.pkl$/)) return { meaning: "a file of torch.save (.pt, .pth, .ckpt)", remedy: torch };
  if (has(/\.npy$/)) return { meaning: "NumPy arrays (.npz)", remedy: "write one as CSV, with numpy.savetxt" };
  if (has(/^content\.xml$/))
    return { meaning: "an OpenDocument file (.ods)", remedy: "save the sheet as CSV or .xlsx" };
  if (has(/^word\/document\.xml$/)) return { meaning: "a Word document", remedy: asCsv };
  if (has(/^xl\/workbook\.bin$/))
    return { meaning: "a binary workbook (.xlsb)", remedy: "save the sheet as CSV or .xlsx" };
  return undefined;
}
