/** Asks for commands to many chargers, and looks first who they would go to. */
import { bulkUrl } from "@/components/links.ts";
import type { BulkCommandView, BulkTargets } from "../domain/bulk_views.ts";
import type { Texts } from "../texts/texts.ts";
import { type Answer, callApi, type Failure, tellFailure } from "./api.ts";
import { toast } from "./toasts.ts";

/** As the API takes it: who it goes to. */
export type BulkTo = { chargerIds: string[] } | { filter: Record<string, unknown> } | { retryOf: string };

export interface BulkAsk {
  action: string;
  payload: Record<string, unknown>;
}

const URL = "/api/bulk-commands";

export function checkBulk(to: BulkTo, ask?: BulkAsk): Promise<Answer<BulkTargets>> {
  return callApi("POST", `${URL}/check`, { json: { ...to, ...ask } });
}

/**
 * Who it goes to now, and how many. Of those that were picked and are gone nothing is left.
 *
 * @returns `to` without them
 */
export async function countTargets(to: BulkTo): Promise<{ to: BulkTo; gone: number; answer: Answer<BulkTargets> }> {
  let left = to;
  let gone = 0;
  while (true) {
    const answer = await checkBulk(left);
    const unknown = answer.type === "failed" ? goneOf(answer) : new Set<number>();
    if (!("chargerIds" in left) || unknown.size === 0) return { to: left, gone, answer };
    gone += unknown.size;
    left = { chargerIds: left.chargerIds.filter((_, i) => !unknown.has(i)) };
    if (left.chargerIds.length === 0) return { to: left, gone, answer };
  }
}

function goneOf({ errors }: Failure): Set<number> {
  const places = errors.map(({ path }) => /^\/chargerIds\/(\d+)$/.exec(path)?.[1]);
  return new Set(places.filter((place) => place !== undefined).map(Number));
}

export function askBulk(to: BulkTo, ask: BulkAsk): Promise<Answer<BulkCommandView>> {
  return callApi("POST", URL, { json: { ...to, ...ask } });
}

/** `act` is `stop` or `retry`. Says at the edge of the page what did not work. */
export async function actOnBulk(id: string, act: "stop" | "retry", t: Texts): Promise<BulkCommandView | null> {
  const answer = await callApi<BulkCommandView>("POST", `/api${bulkUrl(id)}/${act}`);
  if (answer.type === "done") return answer.data;
  toast(tellFailure(answer, t), { isFailure: true });
  return null;
}

/** What is wrong with the payload, by JSON pointer into it. */
export function payloadErrors({ errors }: Failure): Failure["errors"] {
  return errors.filter(({ path }) => path.startsWith("/payload"))
    .map(({ path, message }) => ({ path: path.slice("/payload".length), message }));
}
