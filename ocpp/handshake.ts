/** The opening handshake: which charger it is, and which version of OCPP it will speak. Pure. */

import type { Oddity } from "../lib/domain/fact.ts";

/** A charger at the door. */
export interface Visitor {
  chargerId: string;
  address: string | null;
}

/** A charger's request to be let in, and what is known of how it came. */
export interface Handshake {
  /** The raw path of its URL. */
  path: string;
  /** The subprotocols that it offers, in one header. */
  offered: string | null;
  address: string | null;
  /** Its `Authorization` header. */
  authorization: string | null;
  /** It came by TLS. */
  isSecure: boolean;
  /** Of the client certificate that was verified. */
  certificateSubject: string | null;
}

/** Answer with this HTTP status; the charger may try again after a while. */
export interface Refused {
  type: "refused";
  status: 400 | 401 | 403 | 404 | 429 | 503;
  reason: string;
  retryAfterS?: number;
}

/** What an operator is told of a handshake that was refused. */
export interface Refusal {
  chargerId: string | null;
  address: string | null;
  reason: string;
}

/** Whether a charger may connect; `odd` is noted. */
export type Verdict = { type: "welcome"; odd: Oddity[] } | Refused;

/**
 * What comes of a handshake. `isNamed`: the charger named the protocol, and hears it back. `unspoken`: complete the
 * handshake without a subprotocol and close at once (OCPP-J 1.6 §3.2).
 */
export type Admission =
  | ({ type: "admitted"; protocol: string; isNamed: boolean; odd: Oddity[] } & Visitor)
  | { type: "unspoken"; reason: string }
  | Refused;

/** OCPP-J names no limit; 255 characters is what stays a sane key and a readable page. */
const LONGEST_ID = 255;

/**
 * The charger's identity: the last part of the path, percent-decoded once, kept exactly.
 *
 * A trailing slash is ignored. Null when it is malformed, empty or over 255 characters.
 * @see OCPP-J 1.6 §3.1.1
 * @example "/ocpp/RDAM%20123/"  →  "RDAM 123"
 */
export function readChargerId(path: string): string | null {
  const encoded = path.replace(/\/+$/, "").split("/").at(-1) ?? "";
  try {
    const id = decodeURIComponent(encoded);
    return isChargerId(id) ? id : null;
  } catch {
    return null;
  }
}

/** Text that can stand in an address: 1 to 255 characters, none of them a control character or half of one. */
export function isChargerId(text: string): boolean {
  return text.length >= 1 && text.length <= LONGEST_ID && text.isWellFormed() && !hasControlCharacter(text);
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < " " || character === "\x7f");
}

/**
 * Chooses the subprotocol: the first of the charger's own order that we speak, in the charger's spelling.
 *
 * Null when there is none in common; the caller then completes the handshake without the header and closes at once.
 * @param offered the `Sec-WebSocket-Protocol` header; null when the charger sent none
 * @param spoken the subprotocols we speak, lower case
 * @see OCPP-J 1.6 §3.1.2, §3.2
 * @example chooseSubprotocol("ocpp1.6,ocpp1.5", ["ocpp1.6"])  →  "ocpp1.6"
 */
export function chooseSubprotocol(offered: string | null, spoken: string[]): string | null {
  const names = (offered ?? "").split(",").map((name) => name.trim());
  return names.find((name) => spoken.includes(name.toLowerCase())) ?? null;
}

/** The address that the README gives, with nothing doubled or appended. */
const USUAL_ADDRESS = /^\/ocpp\/[^/]+$/;

/**
 * What is odd about a handshake that is accepted.
 * @param named the subprotocol in the charger's spelling; null when it named none
 */
export function handshakeOddities(path: string, named: string | null, spoken: string[]): Oddity[] {
  const odd: Oddity[] = [];
  if (named === null) odd.push({ kind: "no-subprotocol", detail: path });
  else if (!spoken.includes(named)) odd.push({ kind: "subprotocol-spelling", detail: named });
  if (!USUAL_ADDRESS.test(path)) odd.push({ kind: "address-odd", detail: path });
  return odd;
}
