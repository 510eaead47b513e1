/** An upload: a one-time address that a charger may send one file to, and the file that came. */
import { z } from "zod";
import { UPLOADS_PATH } from "./hidden.ts";
import { jobKinds } from "./job.ts";

/** Times are epoch ms. `usedAt` null: nothing came yet. */
export const uploadAddressSchema = z.object({
  v: z.literal(1),
  chargerId: z.string(),
  jobId: z.string(),
  kind: z.enum(jobKinds),
  location: z.string(),
  createdAt: z.number(),
  expiresAt: z.number(),
  usedAt: z.number().nullable(),
});
export type UploadAddress = z.infer<typeof uploadAddressSchema>;

/** `name` is what the charger called it, if it did; `parts` names where its bytes are. */
export const storedFileSchema = z.object({
  v: z.literal(1),
  name: z.string().nullable(),
  bytes: z.number().int(),
  parts: z.string(),
  receivedAt: z.number(),
  expiresAt: z.number(),
});
export type StoredFile = z.infer<typeof storedFileSchema>;

/** A file that is larger is not kept. */
export const MOST_UPLOAD_BYTES = 64 * 1024 * 1024;

/** The last part of an address that is ours by its form; null when it is another. */
export function secretOf(location: string): string | null {
  const [, secret] = location.split(`${UPLOADS_PATH}/`);
  return secret === undefined || secret === "" || secret.includes("/") ? null : secret;
}

/**
 * A name that is safe to save under on any system: no path, nothing that hides, nothing a system takes for a device.
 *
 * @example safeFileName("../../etc/passwd", "log")  →  "passwd";  safeFileName("C:\\a\"b.log", "log")  →  "a_b.log"
 */
export function safeFileName(told: string, otherwise: string): string {
  const last = told.split(/[/\\]/).at(-1) ?? "";
  const plain = last.normalize("NFKC").replace(UNSAFE, "_").replace(/^[.\s]+|[.\s]+$/g, "").slice(0, 120);
  if (plain === "") return otherwise;
  return /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(plain) ? `_${plain}` : plain;
}

/** Controls, what turns the direction of writing, and what a shell or a system takes for its own. */
const UNSAFE = /[\p{Cc}\p{Cf}"<>:|?*%;]/gu;
