/** The address that a charger uploads to, taken apart. */
import { UPLOADS_PATH } from "../domain/hidden.ts";

/**
 * The secret of an address, and the name that the charger has put behind it, if it has.
 *
 * @throws {URIError} when the name is not percent-encoded text; the router refuses such a path before
 * @example readUploadPath("/api/uploads/s3cret/log%201.txt")  →  { secret: "s3cret", name: "log 1.txt" }
 */
export function readUploadPath(pathname: string): { secret: string; name: string | null } {
  const [secret, ...rest] = pathname.slice(UPLOADS_PATH.length + 1).split("/");
  const name = rest.findLast((part) => part !== "");
  return { secret, name: name === undefined ? null : decodeURIComponent(name).slice(0, 500) };
}
