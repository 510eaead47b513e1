/** Where a request comes from, and whether its way is encrypted: of a trusted proxy, as it says. */
import type { Context } from "fresh";
import type { State } from "../define.ts";
import { type Peer, readPeer } from "./peer.ts";

export function peerOf(ctx: Context<State>): Peer {
  return readPeer(ctx.req, remoteOf(ctx), ctx.state.services.config);
}

/** The other end of the connection itself, whatever it says. */
export function remoteOf({ info: { remoteAddr } }: Context<State>): string | null {
  return "hostname" in remoteAddr ? remoteAddr.hostname : null;
}

export function addressOf(ctx: Context<State>): string | null {
  return peerOf(ctx).address;
}

/** Whether the browser came by https: to us, to a trusted proxy, or to the one before us that PUBLIC_URL names. */
export function isHttps(ctx: Context<State>): boolean {
  if (ctx.url.protocol === "https:" || peerOf(ctx).isSecure) return true;
  const { publicUrl } = ctx.state.services.config;
  const known = publicUrl === null ? null : URL.parse(publicUrl);
  return known?.protocol === "https:" && known.host === ctx.url.host;
}
