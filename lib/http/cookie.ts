/** Reads a cookie. */

/** The value of a cookie in a `Cookie` header; null when it is not there. */
export function readCookie(header: string, name: string): string | null {
  const pair = header.split(";").map((one) => one.trim()).find((one) => one.startsWith(`${name}=`));
  return pair === undefined ? null : pair.slice(name.length + 1);
}
