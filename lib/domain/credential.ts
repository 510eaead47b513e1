/** A charger's password as it is kept: never itself, only what knows it again. Pure. */
import { z } from "zod";

/**
 * Keys are hashes, with one salt. `sent` were sent to the charger, oldest first, and it has not come back with one of them
 * yet: until it does, they are valid beside the one in use. `inUse` null: until then it may also come without.
 */
export const credentialSchema = z.object({
  v: z.literal(1),
  salt: z.string(),
  inUse: z.string().nullable(),
  sent: z.array(z.string()),
  /** When the one in use was set, or shown first. */
  setAt: z.number().nullable(),
});
export type Credential = z.infer<typeof credentialSchema>;

/** What keeps a password from being guessed, and what chargers have room for (security whitepaper, AuthorizationKey). */
const LEAST_BYTES = 16;
const MOST_BYTES = 40;
export const WANTED_PASSWORD = `Expected a password of ${LEAST_BYTES} to ${MOST_BYTES} bytes, as text or as hex`;
/** A charger that takes none of so many does not take the next either. */
const MOST_SENT = 4;

/**
 * The bytes that a password stands for: hex of at least 16 bytes means these bytes, anything else itself. So it does not
 * matter which of the two a charger sends.
 *
 * @see OCPP-J 1.6 §6.2.2 (the key as bytes), and the security whitepaper (the same key as text)
 */
export function passwordBytes(sent: Uint8Array): Uint8Array {
  const text = new TextDecoder("latin1").decode(sent);
  const isHex = /^(?:[0-9a-f]{2})+$/i.test(text) && text.length >= 2 * LEAST_BYTES;
  return isHex ? Uint8Array.fromHex(text) : sent;
}

export function isPassword(bytes: Uint8Array): boolean {
  return bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES;
}

/** A new key goes to the charger: it is valid from now on, too. */
export function withSent(known: Credential, key: string): Credential {
  if (key === known.inUse) return known;
  return { ...known, sent: [...known.sent.filter((one) => one !== key), key].slice(-MOST_SENT) };
}

/** The charger refused a key that was sent to it. Null: nothing is left. */
export function withoutSent(known: Credential, key: string): Credential | null {
  const sent = known.sent.filter((one) => one !== key);
  return known.inUse === null && sent.length === 0 ? null : { ...known, sent };
}

/** The charger came with a key: what was valid before it no longer is. */
export function withUsed(known: Credential, key: string, at: number): Credential {
  const place = known.sent.indexOf(key);
  return place < 0 ? known : { ...known, inUse: key, sent: known.sent.slice(place + 1), setAt: at };
}
