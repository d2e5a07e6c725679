/** What a file is by its first bytes. "zip" is also what `torch.save` and spreadsheets write. */
type FileKind = "safetensors" | "zip" | "parquet" | "html" | "text" | "other";

const SAMPLE = 4096;

function isText(bytes: Uint8Array): boolean {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return true;
  const sample = bytes.subarray(0, SAMPLE);
  if (sample.length === 0 || sample.includes(0)) return false;
  try {
    // As a stream, because the sample may end within a character.
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: bytes.length > SAMPLE });
    return true;
  } catch {
    return false;
  }
}

/** Whether a text begins as a page does; comments may come first, and the reports of runs have none. */
function isPage(bytes: Uint8Array): boolean {
  return /^\s*(<!--[\s\S]{0,2000}?-->\s*)?<(!doctype\s+html|html)[\s>]/i.test(
    new TextDecoder().decode(bytes.subarray(0, SAMPLE)),
  );
}

export function detectFileKind(bytes: Uint8Array): FileKind {
  const [a, b, c, d] = bytes;
  if (a === 0x50 && b === 0x4b && c === 3 && d === 4) return "zip";
  // A header's length of eight bytes, of which the upper four are zero, and a JSON object.
  if (bytes.length > 8 && bytes[8] === 0x7b && bytes.subarray(4, 8).every((byte) => byte === 0)) return "safetensors";
  if (!isText(bytes)) return a === 0x50 && b === 0x41 && c === 0x52 && d === 0x31 ? "parquet" : "other";
  return isPage(bytes) ? "html" : "text";
}
