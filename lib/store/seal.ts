/**
 * Sealed text, which only one instance can read: what lies in the store, its log and its backups tells nobody anything.
 *
 * Each text has a key of its own, agreed on by X25519 between a pair made for it and the reader's, whose private half never
 * leaves its process; it is encrypted with AES-GCM.
 */

/** The reader's pair; `publicKey` in base64. */
export interface SealKeys {
  publicKey: string;
  privateKey: CryptoKey;
}

const CURVE = { name: "X25519" } as const;
const PUBLIC_BYTES = 32;
const IV_BYTES = 12;

export async function newSealKeys(): Promise<SealKeys> {
  const { publicKey, privateKey } = await newPair();
  return { publicKey: (await toBytes(publicKey)).toBase64(), privateKey };
}

/** Of the public half of the pair that was made for it, the nonce, and the encrypted text. */
export async function seal(text: string, publicKey: string): Promise<Uint8Array<ArrayBuffer>> {
  const pair = await newPair();
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const reader = Uint8Array.fromBase64(publicKey);
  const key = await agree(pair.privateKey, reader, { from: await toBytes(pair.publicKey), to: reader });
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(text));
  return new Uint8Array(await new Blob([await toBytes(pair.publicKey), iv, sealed]).arrayBuffer());
}

/** @throws {DOMException} when it is not for this reader, or not whole */
export async function unseal(sealed: Uint8Array<ArrayBuffer>, keys: SealKeys): Promise<string> {
  const from = sealed.slice(0, PUBLIC_BYTES);
  const iv = sealed.slice(PUBLIC_BYTES, PUBLIC_BYTES + IV_BYTES);
  const key = await agree(keys.privateKey, from, { from, to: Uint8Array.fromBase64(keys.publicKey) });
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed.slice(PUBLIC_BYTES + IV_BYTES));
  return new TextDecoder().decode(text);
}

async function newPair(): Promise<CryptoKeyPair> {
  const pair = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  if (!("privateKey" in pair)) throw new TypeError("Cannot make a pair of keys: the runtime made one key");
  return pair;
}

async function toBytes(publicKey: CryptoKey): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
}

/** The key of one text; whom it is from and to is mixed in. */
async function agree(
  privateKey: CryptoKey,
  other: Uint8Array<ArrayBuffer>,
  { from, to }: { from: Uint8Array<ArrayBuffer>; to: Uint8Array<ArrayBuffer> },
): Promise<CryptoKey> {
  const publicKey = await crypto.subtle.importKey("raw", other, CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ ...CURVE, public: publicKey }, privateKey, 256);
  const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const info = new Uint8Array([...from, ...to]);
  return await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info },
    material,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}
