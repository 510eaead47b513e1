/** What the simulation counts, and the mishaps it tells of once. */

export class Tally {
  messagesSent = 0;
  sessionsEnded = 0;
  errors = 0;
  readonly #told = new Set<string>();

  /** @param tell is given one sentence, for a person */
  constructor(private readonly tell: (sentence: string) => void) {}

  /** Counts an error, and tells the first of its kind. */
  error(kind: string, sentence: string): void {
    this.errors++;
    this.once(kind, sentence);
  }

  /** Tells a sentence the first time only, until its kind is forgotten. */
  once(kind: string, sentence: string): void {
    if (this.#told.has(kind)) return;
    this.#told.add(kind);
    this.tell(sentence);
  }

  forget(kind: string): void {
    this.#told.delete(kind);
  }
}
