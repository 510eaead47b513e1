/** `GET /api/live`: server-sent events of what changes; `Last-Event-ID` resumes. */
import { z } from "zod";
import { define } from "../../lib/define.ts";
import { liveTypes } from "../../lib/domain/views.ts";
import { addressOf } from "../../lib/http/address.ts";
import { isFromElsewhere } from "../../lib/http/origin.ts";
import { Problem } from "../../lib/http/problem.ts";
import { readQuery } from "../../lib/http/read.ts";
import { openLive } from "../../lib/live.ts";
import { networkOf } from "../../lib/network.ts";

const query = {
  chargerId: z.string().max(255).optional(),
  /** Kinds of events, with commas; without it all of them. */
  types: z.string().transform((text, context) => {
    const types = new Set(liveTypes.filter((type) => text.split(",").includes(type)));
    if (types.size < text.split(",").length) {
      context.addIssue({ code: "custom", message: `Expected some of ${liveTypes.join(", ")}, with commas between` });
    }
    return types;
  }).optional(),
  /** For programs that cannot set the header. */
  lastEventId: z.string().max(100).optional(),
};

const RETRY_AFTER_S = 30;

function tooMany(full: "all" | "each"): Problem {
  const [status, detail] = full === "all"
    ? [503, "As many listen already as MAX_LISTENERS allows"] as const
    : [429, "As many listen already from this address as MAX_LISTENERS_PER_ADDRESS allows"] as const;
  return new Problem(status, detail, undefined, { retryAfterS: RETRY_AFTER_S });
}

export const handler = define.handlers({
  GET(ctx) {
    if (isFromElsewhere(ctx)) throw new Problem(403, "A page of another site may not listen");
    const { bus, clock, listeners } = ctx.state.services;
    const { chargerId = null, types = null, lastEventId } = readQuery(ctx.url, query);
    const address = networkOf(addressOf(ctx));
    const full = listeners.fullFor(address);
    if (full !== null) throw tooMany(full);
    listeners.enter(address);
    const stream = openLive(bus, clock, {
      wish: { chargerId, types },
      lastEventId: ctx.req.headers.get("last-event-id") ?? lastEventId ?? null,
      mayStill: ctx.state.mayStill,
      ended: () => listeners.leave(address),
    });
    return new Response(stream, {
      headers: {
        "content-type": "text/event-stream", // A compressed stream would come in lumps.
        "cache-control": "no-store, no-transform",
        "x-accel-buffering": "no",
      },
    });
  },
});
