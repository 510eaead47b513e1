/** What the page of messages shows: the newest of all chargers from memory, or those of one from the store. */
import { type Exchange, type ExchangeFilter, isExchangeShown, withFrames } from "@/lib/domain/exchange.ts";
import type { Services } from "@/lib/services.ts";

export interface MessageList {
  /** Newest first. */
  items: Exchange[];
  /** Where older ones of this charger begin; null when there are none, or nobody can say. */
  next: string | null;
}

/** How many are shown, and kept while the page is open. */
export const MESSAGES_SHOWN = 100;
/** A page of the store, in frames. */
const FRAMES = 200;

export async function readMessages(
  { messageLog, chargerReads }: Services,
  filter: ExchangeFilter,
  after: string | undefined,
): Promise<MessageList> {
  const { chargerId, action, errors } = filter;
  const isShown = (one: Exchange) => isExchangeShown(one, filter);
  if (chargerId === undefined) {
    return { items: pair(messageLog.recent.list()).filter(isShown).slice(0, MESSAGES_SHOWN), next: null };
  }
  const page = await chargerReads.messages(chargerId, { action, errors, withCalls: true }, { limit: FRAMES, after });
  const frames = page?.items.map((one) => ({ chargerId, ...one })).reverse() ?? [];
  return { items: pair(frames).filter(isShown), next: page?.next ?? null };
}

function pair(frames: Parameters<typeof withFrames>[1]): Exchange[] {
  return withFrames([], frames, Infinity);
}
