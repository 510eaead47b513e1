/** Asks the REST API. That it fails is ordinary, so it is an outcome: nothing is thrown. */
import type { Texts } from "../texts/texts.ts";

export interface Failure {
  type: "failed";
  /** Null: the server was not reached. */
  status: number | null;
  /** The problem's sentence, in English. */
  detail: string | null;
  /** `path` is a JSON pointer into the body. */
  errors: { path: string; message: string }[];
  /** Members of the problem's own, such as the `code` of a CALLERROR. */
  more: Record<string, unknown>;
}

export type Answer<Data> = { type: "done"; data: Data } | Failure;

/**
 * `json` or `text` is the body. The caller names the type that the route gives; without a body in the answer it is null.
 *
 * @example const saved = await callApi<TagView>("PUT", tagUrl(idTag), { json: tag })
 */
export async function callApi<Data>(
  method: string,
  url: string,
  { json, text, headers, signal }: {
    json?: unknown;
    text?: string;
    headers?: Record<string, string>;
    signal?: AbortSignal;
  } = {},
): Promise<Answer<Data>> {
  const type = json === undefined ? undefined : { "content-type": "application/json" };
  const body = json === undefined ? text : JSON.stringify(json);
  try {
    const response = await fetch(url, { method, body, headers: { ...type, ...headers }, signal });
    // The session has ended: the page asks for the log-in, and brings us back here.
    if (response.status === 401) location.reload();
    const data = response.headers.get("content-type")?.includes("json") ? await response.json() : null;
    if (response.ok) return { type: "done", data };
    const { detail = null, errors = [], ...more } = data ?? {};
    return { type: "failed", status: response.status, detail, errors, more };
  } catch {
    return { type: "failed", status: null, detail: null, errors: [], more: {} };
  }
}

/** Why something was not done, and what to do. */
export function tellFailure({ status, detail }: Failure, t: Texts): string {
  if (status === null) return t("api.notReached");
  if (status === 403) return t("api.notAllowed");
  return detail === null ? t("api.failed", { status: String(status) }) : t("api.refused", { detail });
}
