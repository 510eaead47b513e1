/**
 * `PUT` or `POST /api/uploads/:secret`, or `…/:secret/:filename`: where a charger sends the one file it was asked for.
 *
 * It needs no login: nobody else knows the address, and it is good once, for a day.
 */
import { HttpError, type RouteConfig } from "fresh";
import { define } from "../../../lib/define.ts";
import { MOST_UPLOAD_BYTES } from "../../../lib/domain/upload.ts";
import { chunksOf } from "../../../lib/http/chunks.ts";
import { Problem } from "../../../lib/http/problem.ts";
import { readUploadPath } from "../../../lib/http/upload_path.ts";

/** A slash at the end is no reason to refuse a file. */
export const config: RouteConfig = { routeOverride: "/api/uploads/*" };

export const handler = define.handlers(async (ctx) => {
  const { method, headers, body } = ctx.req;
  if (method !== "PUT" && method !== "POST") throw new HttpError(405);
  const { secret, name } = readUploadPath(ctx.url.pathname);
  const { store: { uploads }, clock } = ctx.state.services;
  const outcome = Number(headers.get("content-length")) > MOST_UPLOAD_BYTES
    ? "too-large"
    : await uploads.receive(secret, chunksOf(body, clock), name);
  switch (outcome) {
    case "stored":
      return new Response(null, { status: 201 });
    case "unknown":
      throw new Problem(404, "There is no such address to upload to");
    case "gone":
      throw new Problem(410, "This address was used already, or its time is over");
    case "empty":
      throw new Problem(400, "Nothing was uploaded; the address can be used again");
    case "broken-off":
      throw new Problem(400, "The upload broke off; the address can be used again");
    case "too-large":
      throw new Problem(413, `The upload is larger than ${MOST_UPLOAD_BYTES} bytes, nothing of it was kept`);
    default:
      return outcome satisfies never;
  }
});
