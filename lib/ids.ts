/** Identifiers: ULIDs, which sort by the time they carry. */
import { decodeTime, monotonicFactory } from "ulid";

/** `ulidAt(ms)` carries that time; `unique()` is for message ids and instances (26 characters, OCPP-J 1.6 §4.1.4 allows 36). */
export interface Ids {
  ulidAt(ms: number): string;
  unique(): string;
}

export function createIds(): Ids {
  const unique = monotonicFactory();
  const atTime = monotonicFactory();
  let last = 0;
  let older = { ms: -1, make: monotonicFactory() };
  return {
    // A monotonic factory never goes back, so an older time (a replayed session) takes a factory of its own. Ids of one
    // time sort as they were made.
    ulidAt(ms) {
      if (ms >= last) {
        last = ms;
        return atTime(ms);
      }
      if (older.ms !== ms) older = { ms, make: monotonicFactory() };
      return older.make(ms);
    },
    unique: () => unique(),
  };
}

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

export function isUlid(text: string): boolean {
  return ULID.test(text);
}

/** The epoch ms a ULID carries. */
export function timeOfUlid(id: string): number {
  return decodeTime(id);
}

/** The smallest ULID of a time: every id made at or after `ms` sorts at or after it. */
export function firstUlidAt(ms: number): string {
  // The factory takes 0 for no time given, and then the present.
  return ms < 1 ? FIRST_ULID : monotonicFactory(() => 0)(Math.floor(ms));
}

const FIRST_ULID = "0".repeat(26);
