/** Whether bytes are those of a Parquet file, cut short or not: after its mark comes a field of Thrift, where no text goes on so. */
export function isParquet(bytes: Uint8Array): boolean {
  const marked = (at: number): boolean =>
    bytes[at] === 0x50 && bytes[at + 1] === 0x41 && bytes[at + 2] === 0x52 && bytes[at + 3] === 0x31;
  return marked(0) && (bytes[4] === 0x15 || (bytes.length >= 12 && marked(bytes.length - 4)));
}
