/** Where a request comes from, and whether its way is encrypted. */

/** The address of who is connected to us: a proxy's, where there is one. */
export function addressOf({ info: { remoteAddr } }: { info: Deno.ServeHandlerInfo }): string | null {
  return "hostname" in remoteAddr ? remoteAddr.hostname : null;
}

/**
 * Whether the browser came by https: to us, or to the proxy before us that PUBLIC_URL names.
 *
 * @param publicUrl where this server is reached from outside; null when nobody said
 */
export function isHttps(url: URL, publicUrl: string | null): boolean {
  if (url.protocol === "https:") return true;
  const known = publicUrl === null ? null : URL.parse(publicUrl);
  return known?.protocol === "https:" && known.host === url.host;
}
