// How the page looks at a run: where its dial stands, and what is to be drawn anew when it is turned.

export class Watching {
  #dial: number | undefined;
  #turned = (): void => {};
  #ended: (() => void) | undefined;
  #over = false;

  /** Where the dial stands; undefined where the page has not turned it. */
  get dial(): number | undefined {
    return this.#dial;
  }

  /** The page has turned the dial. */
  turn(dial: number | undefined): void {
    this.#dial = dial;
    this.#turned();
  }

  /** What draws anew. */
  onTurn(turned: () => void): void {
    this.#turned = turned;
  }

  /** What lets go of the network when nobody looks any more: at once, where that is so already. */
  onEnd(ended: () => void): void {
    if (this.#over) ended();
    else this.#ended = ended;
  }

  /** Nobody looks any more. */
  end(): void {
    this.#over = true;
    this.#turned = () => {};
    this.#ended?.();
    this.#ended = undefined;
  }
}
