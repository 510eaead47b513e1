/** A charger that says its script over a link and counts what comes of it. */
import { ANSWERED_PLACE, type Call, ID_DIGITS } from "./call.ts";
import { type Link, LinkClosedError } from "./link.ts";
import { calls, opening, type Scenario, type Script } from "./script.ts";

/** What went wrong, over all chargers. */
export interface Faults {
  callErrors: number;
  malformed: number;
  closed: number;
  /** The first. */
  problem: string | null;
}

const RESULT = "3".charCodeAt(0), ERROR = "4".charCodeAt(0);
const decoder = new TextDecoder();

export class Charger {
  readonly #script: Script;
  #count = 0;
  #answer: unknown;
  /** When its calls are due, in an open loop. */
  readonly #due: number[] = [];
  #isBusy = false;
  #isAsking = false;
  isLost = false;

  /** `answered` hears of each answer how long it took. */
  constructor(
    private readonly link: Link,
    private readonly parts: { scenario: Scenario; seed: string; faults: Faults; answered: (ms: number) => void },
  ) {
    this.#script = calls(parts.scenario, parts.seed);
  }

  /** Says what comes before all else. */
  async open(): Promise<void> {
    for (const call of opening(this.parts.scenario)) await this.#ask(call);
  }

  /** Says the next call as soon as the last is answered, while `goesOn`. */
  async run(goesOn: () => boolean): Promise<void> {
    while (goesOn() && !this.isLost) {
      const sentAt = performance.now();
      if (!await this.#next()) return;
      this.parts.answered(performance.now() - sentAt);
    }
  }

  /** A call is due since a moment; how long it took counts from there. */
  due(at: number): void {
    this.#due.push(at);
    if (!this.#isBusy) this.#work();
  }

  /** How many of its calls wait for an answer, or to be sent. */
  get waiting(): number {
    return Math.max(this.#due.length, this.#isAsking ? 1 : 0);
  }

  close(): void {
    this.isLost = true;
    this.link.close();
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    while (this.#due.length > 0 && await this.#next()) this.parts.answered(performance.now() - this.#due.shift()!);
    this.#isBusy = false;
  }

  async #next(): Promise<boolean> {
    const { value, done } = this.#script.next(this.#answer);
    if (done) return false;
    await this.#ask(value);
    return !this.isLost;
  }

  async #ask(call: Call): Promise<void> {
    const { faults } = this.parts;
    this.#count++;
    const id = String(this.#count).padStart(ID_DIGITS, "0");
    this.#isAsking = true;
    try {
      const answer = await this.link.ask(call.bytes(id, this.#count));
      const isRight = answer[1] === RESULT && isFor(answer, id);
      if (!isRight) faults[answer[1] === ERROR ? "callErrors" : "malformed"]++;
      if (!isRight) faults.problem ??= `${call.action}: ${decoder.decode(answer).slice(0, 300)}`;
      this.#answer = call.action === "StartTransaction" ? JSON.parse(decoder.decode(answer))[2] : undefined;
    } catch (error) {
      if (!(error instanceof LinkClosedError)) throw error;
      if (this.isLost) return;
      this.isLost = true;
      faults.closed++;
      faults.problem ??= `${call.action}: ${error.message}`;
    } finally {
      this.#isAsking = false;
    }
  }
}

function isFor(answer: Uint8Array, id: string): boolean {
  for (let i = 0; i < ID_DIGITS; i++) if (answer[ANSWERED_PLACE + i] !== id.charCodeAt(i)) return false;
  return true;
}
