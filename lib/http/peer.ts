/** Who is at the other end of a request: behind a trusted proxy, whom the proxy names. Pure. */
import { isIP } from "node:net";

export interface Peer {
  address: string | null;
  /** It came by TLS. */
  isSecure: boolean;
  /** Of the client certificate that the proxy verified. */
  certificateSubject: string | null;
}

/** Which proxies are believed, and what they say where. */
export interface Trust {
  isTrustedProxy(address: string): boolean;
  /** Null: no proxy passes certificates on. */
  clientCertHeader: string | null;
  /** This server, or the platform in front of it, ends TLS itself. */
  servesTls: boolean;
}

/**
 * The peer of a request that came from `remote`.
 *
 * A trusted proxy writes the address it was called from at the end of `X-Forwarded-For`, and how in
 * `X-Forwarded-Proto`. From anybody else these headers mean nothing.
 */
export function readPeer({ headers }: Request, remote: string | null, trust: Trust): Peer {
  if (remote === null || !trust.isTrustedProxy(remote)) {
    return { address: remote, isSecure: trust.servesTls, certificateSubject: null };
  }
  const passed = (headers.get("x-forwarded-for") ?? "").split(",").map(bare).reverse();
  // Each proxy appends whom it was called by; the first that is not one of ours is the peer.
  const foreign = passed.findIndex((address) => !isIP(address) || !trust.isTrustedProxy(address));
  const address = foreign < 0 ? passed.at(-1) : passed[foreign];
  const scheme = headers.get("x-forwarded-proto")?.split(",").at(-1)?.trim().toLowerCase();
  return {
    address: address !== undefined && isIP(address) ? address : remote,
    isSecure: trust.servesTls || scheme === "https" || scheme === "wss",
    certificateSubject: trust.clientCertHeader === null ? null : headers.get(trust.clientCertHeader),
  };
}

/** Some proxies append a port. */
function bare(address: string): string {
  return address.trim().replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1").replace(/^\[(.*)\](?::\d+)?$/, "$1");
}
