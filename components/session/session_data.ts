/** What the page of one session shows. */
import type { SessionRights } from "@/parts/session/SessionActions.tsx";
import type { Exchange } from "@/lib/domain/exchange.ts";
import type { SessionStory } from "@/lib/domain/session_story.ts";
import type { Page, TransactionView } from "@/lib/domain/views.ts";

export interface SessionData {
  session: TransactionView;
  story: SessionStory;
  /** Newest first. */
  messages: Page<Exchange>;
  /** They begin now, not at some older page, so new ones join them. */
  isTail: boolean;
  /** Whether its charger is. */
  isOnline: boolean;
  rights: SessionRights;
}
