// How the page looks at a run: where its dial stands, whether it looks into the network, and what is to be drawn anew when either changes.

import type { Look } from "../engine/protocol.ts";

export class Watching {
  #dial: number | undefined;
  #look: Look | undefined;
  #turned = (): void => {};
  #ended: (() => void) | undefined;
  #over = false;
  #seen = true;

  /** Where the dial stands; undefined where the page has not turned it. */
  get dial(): number | undefined {
    return this.#dial;
  }

  /** The page has turned the dial. */
  turn(dial: number | undefined): void {
    this.#dial = dial;
    this.#turned();
  }

  /** Where the page looks into the network; undefined where it does not. */
  get look(): Look | undefined {
    return this.#look;
  }

  /** The page looks into the network, or no more. */
  lookInto(look: Look | undefined): void {
    this.#look = look;
    if (look) this.#turned();
  }

  /** Whether the page can be seen. */
  get isSeen(): boolean {
    return this.#seen;
  }

  /** The page is shown, or hidden. */
  see(isSeen: boolean): void {
    this.#seen = isSeen;
    if (isSeen) this.#turned();
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
