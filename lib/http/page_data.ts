/** Every page is answered as HTML, or, to a program that asks for JSON, as the data it was drawn from. */
import { type Context, page } from "fresh";
import type { State } from "@/lib/define.ts";

/** `since` is where in the live stream the data was read: the browser listens from there on. */
export type Live<Data> = Data & { since: string };

/**
 * Answers a page that goes on by itself: its islands listen, and read the same address again when they missed something.
 *
 * The place in the stream is taken before the data is read, so that nothing falls between.
 */
export async function answerLive<Data>(ctx: Context<State>, title: string, read: () => Promise<Data> | Data) {
  const { bus } = ctx.state.services;
  const since = `${bus.epoch}-${bus.seq}`;
  ctx.state.title = title;
  const data: Live<Data> = { ...await read(), since };
  const headers = { "cache-control": "no-store", "vary": "accept" };
  if (ctx.req.headers.get("accept")?.startsWith("application/json")) return Response.json(data, { headers });
  return page(data, { headers });
}
