// Zip archives for tests, with the fields that readers look at.
import { deflateRawSync } from "node:zlib";
import { crc32 } from "../../format/crc32.ts";

/** An archive of these texts; the first may be changed to be a broken one. */
export function zipOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  broken: { crc?: number; flags?: number } = {},
): Uint8Array {
  const parts: Uint8Array[] = [];
  const list: Uint8Array[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const packed = deflateRawSync(bytes);
    const nameBytes = new TextEncoder().encode(name);
    const fields = (length: number): DataView => new DataView(new ArrayBuffer(length));
    const common = (view: DataView, from: number): void => {
      view.setUint16(from, broken.flags ?? 0, true);
      view.setUint16(from + 2, 8, true);
      view.setUint32(from + 8, broken.crc ?? crc32(bytes), true);
      view.setUint32(from + 12, packed.length, true);
      view.setUint32(from + 16, bytes.length, true);
      view.setUint16(from + 20, nameBytes.length, true);
    };
    const local = fields(30);
    local.setUint32(0, 0x04034b50, true);
    common(local, 6);
    const entry = fields(46);
    entry.setUint32(0, 0x02014b50, true);
    common(entry, 8);
    entry.setUint32(42, at, true);
    parts.push(new Uint8Array(local.buffer), nameBytes, packed);
    list.push(new Uint8Array(entry.buffer), nameBytes);
    at += 30 + nameBytes.length + packed.length;
  }
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(10, Object.keys(files).length, true);
  end.setUint32(16, at, true);
  return Uint8Array.from(Buffer.concat([...parts, ...list, new Uint8Array(end.buffer)]));
}
