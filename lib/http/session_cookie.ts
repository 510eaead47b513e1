/** The cookie that a session is kept in. */
import { readCookie } from "./cookie.ts";

const NAME = "session";

/** The token in the cookie; null when there is none. Over https only the cookie that no page in the clear can have set. */
export function readSessionCookie({ headers }: Request, isSecure: boolean): string | null {
  return readCookie(headers.get("cookie") ?? "", nameOf(isSecure));
}

/** `Set-Cookie` for a session that may last `maxAgeS`; 0 ends it. */
export function writeSessionCookie(token: string, { isSecure, maxAgeS }: { isSecure: boolean; maxAgeS: number }) {
  const secure = isSecure ? "; Secure" : "";
  return `${nameOf(isSecure)}=${token}; HttpOnly; SameSite=Lax; Path=/; Max-Age=${maxAgeS}${secure}`;
}

/** Browsers take a `__Host-` cookie only with Secure, for this host alone. */
function nameOf(isSecure: boolean): string {
  return isSecure ? `__Host-${NAME}` : NAME;
}
