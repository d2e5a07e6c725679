// A long text that comes in many small pieces, as the bytes that a file will have: hundreds of thousands of short texts would take several times as much.

/** Characters that wait to become bytes. */
const WAITING = 1 << 16;

export class TextPieces {
  #bytes: Buffer = Buffer.alloc(0);
  #length = 0;
  #waiting: string[] = [];
  #characters = 0;

  add(text: string): void {
    this.#waiting.push(text);
    this.#characters += text.length;
    if (this.#characters >= WAITING) this.#write();
  }

  /** UTF-8 of all that came; a view that the next piece may change. */
  bytes(): Uint8Array {
    this.#write();
    return this.#bytes.subarray(0, this.#length);
  }

  #write(): void {
    const text = this.#waiting.join("");
    this.#waiting = [];
    this.#characters = 0;
    const more = Buffer.byteLength(text);
    if (this.#length + more > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(this.#length + more, 2 * this.#bytes.length));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#length += this.#bytes.write(text, this.#length);
  }
}
