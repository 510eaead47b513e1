/** `GET /api/chargers/:id/jobs/:jobId/file`: what the charger uploaded, to be saved and never shown. */
import { define } from "../../../../../../lib/define.ts";
import { toAttachment } from "../../../../../../lib/http/attachment.ts";
import { Problem } from "../../../../../../lib/http/problem.ts";
import { readPathPart } from "../../../../../../lib/http/read.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const id = readPathPart(ctx.url, "chargers");
    const jobId = readPathPart(ctx.url, "jobs");
    const file = await ctx.state.services.upkeepReads.jobFile(id, jobId);
    if (file === null) throw new Problem(404, `Job "${jobId}" of charger "${id}" has no file`);
    return ctx.stream(file.content, {
      headers: {
        "content-type": "application/octet-stream",
        "content-length": String(file.bytes),
        "content-disposition": toAttachment(file.name),
        "cache-control": "no-store",
      },
    });
  },
});
