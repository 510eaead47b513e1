/** Identifiers: ULIDs, which sort by the time they carry. */
import { type Clock, systemClock } from "./clock.ts";

/** `ulidAt(ms)` carries that time; `unique()` is for message ids and instances (26 characters, OCPP-J 1.6 §4.1.4 allows 36). */
export interface Ids {
  ulidAt(ms: number): string;
  unique(): string;
}

export function createIds(clock: Pick<Clock, "now"> = systemClock): Ids {
  const unique = new Sequence();
  const atTime = new Sequence();
  let older = new Sequence();
  return {
    // A sequence never goes back, so an older time (a replayed session) takes one of its own.
    ulidAt(ms) {
      if (ms >= atTime.ms) return atTime.next(ms);
      if (older.ms !== ms) older = new Sequence();
      return older.next(ms);
    },
    unique: () => unique.next(clock.now()),
  };
}

/** Crockford's base 32. */
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TIME_DIGITS = 10;
const ALL_DIGITS = 26;
const LAST_MS = 2 ** 48 - 1;

/**
 * Makes ULIDs that sort as they were made: within a millisecond, or when the clock goes back, the number behind the time
 * grows by one. Every link takes one, so no text is built digit by digit.
 * @see https://github.com/ulid/spec
 */
class Sequence {
  ms = -1;
  /** Of five bits each. */
  readonly #digits = new Uint8Array(ALL_DIGITS);
  readonly #codes = new Array<number>(ALL_DIGITS).fill(0);

  /** @throws {RangeError} when a ULID cannot carry the time */
  next(ms: number): string {
    if (ms > this.ms) this.#begin(ms);
    else this.#increment();
    for (let i = 0; i < ALL_DIGITS; i++) this.#codes[i] = DIGITS.charCodeAt(this.#digits[i]);
    return String.fromCharCode(...this.#codes);
  }

  #begin(ms: number): void {
    if (!Number.isInteger(ms) || ms > LAST_MS) {
      throw new RangeError(`Cannot make a ULID of the time ${ms}: expected whole milliseconds up to ${LAST_MS}`);
    }
    this.ms = ms;
    crypto.getRandomValues(this.#digits);
    for (let i = TIME_DIGITS; i < ALL_DIGITS; i++) this.#digits[i] &= 31;
    for (let i = TIME_DIGITS - 1, left = ms; i >= 0; i--, left = Math.floor(left / 32)) this.#digits[i] = left % 32;
  }

  #increment(): void {
    let i = ALL_DIGITS - 1;
    while (this.#digits[i] === 31) this.#digits[i--] = 0;
    this.#digits[i]++;
  }
}

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

export function isUlid(text: string): boolean {
  return ULID.test(text);
}

/** The epoch ms a ULID carries. */
export function timeOfUlid(id: string): number {
  let ms = 0;
  for (const digit of id.slice(0, TIME_DIGITS)) ms = ms * 32 + DIGITS.indexOf(digit);
  return ms;
}

/** The smallest ULID of a time: every id made at or after `ms` sorts at or after it. */
export function firstUlidAt(ms: number): string {
  const first = new Sequence().next(Math.max(0, Math.floor(ms)));
  return first.slice(0, TIME_DIGITS) + "0".repeat(ALL_DIGITS - TIME_DIGITS);
}
