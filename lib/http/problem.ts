/** Errors as programs read them: RFC 9457 `application/problem+json`. */
import { HttpError } from "fresh";

/** What is wrong with one field: its JSON pointer, or the name of a query parameter. */
export interface FieldError {
  path: string;
  message: string;
}

/** Thrown by API routes; `detail` is a sentence that says what to do. */
export class Problem extends HttpError {
  constructor(status: number, detail: string, readonly errors?: FieldError[]) {
    super(status, detail);
  }
}

const TITLES: Record<number, string> = {
  400: "Bad request",
  401: "Log in first",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  413: "Too large",
  500: "Internal error",
};

/** The response for what a route threw. Nothing is told of an error nobody foresaw. */
export function toProblemResponse(error: unknown): Response {
  const status = error instanceof HttpError ? error.status : 500;
  const detail = error instanceof HttpError && status !== 500 ? error.message : "The server failed; its log says why";
  const errors = error instanceof Problem ? error.errors : undefined;
  const body = { type: "about:blank", title: TITLES[status] ?? "Error", status, detail, errors };
  return Response.json(body, { status, headers: { "content-type": "application/problem+json" } });
}
