/** HTTP Basic authentication of a charger: what its `Authorization` header says. Pure. */
import type { Oddity } from "../lib/domain/fact.ts";

/**
 * What a charger shows. `passwords` are the bytes that may be meant, the likeliest first.
 * `wrong`: it shows something else, and why that is none.
 */
export type Shown =
  | { type: "nothing" }
  | { type: "wrong"; reason: string }
  | { type: "password"; passwords: Uint8Array[]; odd: Oddity[] };

const COLON = 0x3a;

/**
 * Reads the header of the charger with this id.
 *
 * Ids may hold colons, so the user name is not what stands before the first one, but the id, if it stands there. A user
 * name that is empty, in another case or percent-encoded is taken for the id: what proves it is the password. A password
 * may be any bytes; with a line break at its end it is meant without, if that is right.
 * @see OCPP-J 1.6 §6.2.2, RFC 7617
 * @example readBasicAuth("Basic QUI6Q0QtMTI6c2VjcmV0", "AB:CD-12")  →  the password is "secret"
 */
export function readBasicAuth(header: string | null, chargerId: string): Shown {
  if (header === null) return { type: "nothing" };
  const [, encoded] = /^\s*basic\s+([A-Za-z0-9+/_=-]+)\s*$/i.exec(header) ?? [];
  const bytes = encoded === undefined ? null : fromBase64(encoded);
  if (bytes === null) return { type: "wrong", reason: "Its Authorization header is no Basic authentication" };
  const user = userOf(bytes, chargerId);
  if (user === null) return { type: "wrong", reason: "Its user name is not its id" };
  const password = bytes.subarray(user.length + 1);
  const odd: Oddity[] = user.isExact ? [] : [{ kind: "user-name-odd", detail: user.told }];
  return { type: "password", passwords: [password, ...withoutLineBreak(password)], odd };
}

/** `length` in bytes, without the colon behind it. */
function userOf(bytes: Uint8Array, chargerId: string): { length: number; isExact: boolean; told: string } | null {
  const spellings = [chargerId, encodeURIComponent(chargerId), ""];
  for (const spelling of spellings) {
    const { length } = new TextEncoder().encode(spelling);
    if (bytes[length] !== COLON) continue;
    const told = new TextDecoder().decode(bytes.subarray(0, length));
    if (told.toLowerCase() !== spelling.toLowerCase()) continue;
    return { length, isExact: told === chargerId, told: told === "" ? "None" : told };
  }
  return null;
}

function withoutLineBreak(password: Uint8Array): Uint8Array[] {
  let { length } = password;
  while (length > 0 && (password[length - 1] === 0x0a || password[length - 1] === 0x0d)) length--;
  return length === password.length ? [] : [password.subarray(0, length)];
}

/** With or without its padding, in either alphabet. */
function fromBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.fromBase64(text.replace(/=+$/, "").replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return null;
  }
}
