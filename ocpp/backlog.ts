/** What waits to be answered on all links together: a store that is slow must not fill the memory. */

/** In characters, of up to two bytes. A fleet that waits for its answers, as it should, comes nowhere near. */
const MOST_CHARACTERS = 128 * 1024 * 1024;

export class Backlog {
  characters = 0;

  constructor(private readonly most: number = MOST_CHARACTERS) {}

  get isFull(): boolean {
    return this.characters > this.most;
  }
}
