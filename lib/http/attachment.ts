/** The header that has a browser save what it gets, under a name. */

/**
 * `Content-Disposition` for a name that is safe to save under (`safeFileName`), in ASCII and as it is (RFC 6266).
 *
 * @example toAttachment("häuser.log")  →  `attachment; filename="h_user.log"; filename*=UTF-8''h%C3%A4user.log`
 */
export function toAttachment(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, "_").replace(/["\\]/g, "_");
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
