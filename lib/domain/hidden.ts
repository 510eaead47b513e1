/** What is hidden from whoever reads what was sent: passwords in addresses, and addresses that are good for who knows them. */

/** Where chargers upload to, below the server's own address. */
export const UPLOADS_PATH = "/api/uploads";

/** Stands where something is hidden. */
export const HIDDEN = "***";

const OWN_UPLOAD = new RegExp(`${UPLOADS_PATH}/[\\w-]+`, "g");

/**
 * A text, or JSON, without the passwords of the addresses in it, and without our own one-time upload addresses.
 * @example "ftp://user:secret@files.example/in"  →  "ftp://***@files.example/in"
 */
export function withoutHidden(text: string): string {
  if (!text.includes("://")) return text;
  return text.replace(/(:\/\/)[^/\s"\\@]*@/g, `$1${HIDDEN}@`).replace(OWN_UPLOAD, `${UPLOADS_PATH}/${HIDDEN}`);
}

/** A payload as it was sent, but for what is hidden in it: that is to be given anew. */
export function jsonToSendAgain(payload: unknown): string {
  return JSON.stringify(
    payload,
    (_, value) => typeof value === "string" && value.includes(HIDDEN) ? undefined : value,
  );
}
