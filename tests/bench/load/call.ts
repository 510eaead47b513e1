/** Calls of a charger as frames that are ready to be sent: id, time and register are written into them each time. */
import { ClientFrame } from "./client_frame.ts";

/** Stand where the time and the register of a call go. */
export const TIME = "2000-01-01T00:00:00.000Z";
export const REGISTER = "100000000";

/** `[2,"` stands before it; 36 characters, as most chargers' are. */
const ID_PLACE = 4;
const ID_HEAD = "00000000-0000-4000-8000-00";
export const ID_DIGITS = 10;
/** Of the digits of an answer's id: `[3,"` and the head stand before them. */
export const ANSWERED_PLACE = ID_PLACE + ID_HEAD.length;

let now = { ms: 0, text: "" };

/** The present as ISO 8601, made once a millisecond. */
function isoNow(): string {
  const ms = Date.now();
  if (ms !== now.ms) now = { ms, text: new Date(ms).toISOString() };
  return now.text;
}

export class Call {
  readonly #frame: ClientFrame;
  readonly #time: number;
  readonly #register: number;

  constructor(readonly action: string, payload: unknown) {
    const text = `[2,"${ID_HEAD}${"0".repeat(ID_DIGITS)}","${action}",${JSON.stringify(payload)}]`;
    this.#frame = new ClientFrame(text);
    this.#time = text.indexOf(TIME);
    this.#register = text.indexOf(REGISTER);
  }

  /** Its frame under the id of that number. */
  bytes(id: string, register: number): Uint8Array<ArrayBuffer> {
    this.#frame.put(ANSWERED_PLACE, id);
    if (this.#time >= 0) this.#frame.put(this.#time, isoNow());
    if (this.#register >= 0) this.#frame.put(this.#register, String(100_000_000 + register));
    return this.#frame.bytes;
  }
}
