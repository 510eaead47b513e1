/** `GET /api/live`: server-sent events of what changes; `Last-Event-ID` resumes. */
import { z } from "zod";
import { define } from "../../lib/define.ts";
import { readQuery } from "../../lib/http/read.ts";
import { openLive } from "../../lib/live.ts";

const query = {
  chargerId: z.string().max(255).optional(),
  /** For programs that cannot set the header. */
  lastEventId: z.string().max(100).optional(),
};

export const handler = define.handlers({
  GET(ctx) {
    const { bus, clock } = ctx.state.services;
    const { chargerId = null, lastEventId } = readQuery(ctx.url, query);
    const stream = openLive(bus, clock, {
      chargerId,
      lastEventId: ctx.req.headers.get("last-event-id") ?? lastEventId ?? null,
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
