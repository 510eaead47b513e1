/** Errors as programs read them: RFC 9457 `application/problem+json`. */
import { HttpError } from "fresh";
import { StoreDownError } from "../domain/store_down.ts";
import type { FieldError } from "../field_errors.ts";

/** Thrown by API routes; `detail` is a sentence that says what to do. */
export class Problem extends HttpError {
  /** `more` are members of the problem's own (RFC 9457 §3.2). */
  constructor(status: number, detail: string, readonly errors?: FieldError[], readonly more?: Record<string, unknown>) {
    super(status, detail);
  }
}

const TITLES: Record<number, string> = {
  400: "Bad request",
  401: "Log in first",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  408: "Too slow",
  409: "Conflict",
  410: "Gone",
  412: "There already",
  413: "Too large",
  422: "Wrong payload",
  429: "Too many",
  500: "Internal error",
  501: "No such action",
  502: "The charger did not do it",
  503: "Not now",
  504: "No answer in time",
};

/** The response for what a route threw. Nothing is told of an error nobody foresaw. */
export function toProblemResponse(thrown: unknown): Response {
  const error = foreseen(thrown);
  const { status, detail } = told(error);
  const errors = error instanceof Problem ? error.errors : undefined;
  const more = error instanceof Problem ? error.more : undefined;
  const body = { type: "about:blank", title: TITLES[status] ?? "Error", status, detail, errors, ...more };
  const headers = new Headers({ "content-type": "application/problem+json" });
  if (status === 401) headers.set("www-authenticate", "Bearer");
  if (typeof more?.retryAfterS === "number") headers.set("retry-after", String(more.retryAfterS));
  return Response.json(body, { status, headers });
}

/** As `toProblemResponse`, for chargers and the platform: a sentence. */
export function toPlainResponse(thrown: unknown): Response {
  const { status, detail } = told(foreseen(thrown));
  return new Response(detail, { status });
}

function told(error: unknown): { status: number; detail: string } {
  const status = error instanceof HttpError ? error.status : 500;
  const detail = error instanceof HttpError && status !== 500 ? error.message : "The server failed; its log says why";
  return { status, detail };
}

/** A store that cannot write now is nobody's mistake, and may be told. */
export function foreseen(error: unknown): unknown {
  return error instanceof StoreDownError ? new HttpError(503, error.message) : error;
}
