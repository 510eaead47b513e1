/** One session with all that is known of it: what happened around it, and its messages. */
import type { Clock } from "./clock.ts";
import { type Exchange, type Frame, withFrames } from "./domain/exchange.ts";
import { isCommandOf, isMessageOf, leadingOut, leadingTo, type SessionStory } from "./domain/session_story.ts";
import { iso, toCommandView } from "./domain/shape.ts";
import type { MessageView, Page, TransactionView } from "./domain/views.ts";
import { firstUlidAt } from "./ids.ts";
import type { MessageLog } from "./message_log.ts";
import { pageOfMessages } from "./message_pages.ts";
import { findPresentedTag } from "./presented_tag.ts";
import type { Store } from "./store/mod.ts";

/** What is told around a session is no longer ago, and comes no later, by our clock. */
const BEFORE_MS = 5 * 60_000;
const AFTER_MS = 2 * 60_000;
const FUTURE_MS = 10 * 60_000;
/** A charger's changes of status are told up to this many; one that goes on and off would fill pages. */
const MOST_STATUSES = 100;
const MOST_AROUND = 10;
const MOST_COMMANDS = 100;
/** A page of messages has about so many, and looks for them among so many frames: a charger may be busy with other things. */
const ENOUGH = 20;
const FRAMES = 200;
const MOST_FRAMES = 2_000;

export class SessionReads {
  constructor(private readonly parts: { store: Store; messageLog: MessageLog; clock: Clock }) {}

  async story(session: TransactionView): Promise<SessionStory> {
    const [statuses, commands, presented] = await Promise.all([
      this.#statuses(session),
      this.#commands(session),
      this.#presented(session),
    ]);
    return {
      statuses: statuses.slice(0, MOST_STATUSES).map(({ v: _, at, ...change }) => ({ ...change, at: iso(at) })),
      isCut: statuses.length > MOST_STATUSES,
      presented,
      commands,
    };
  }

  /** Calls and answers about a session, newest first; those in chunks of the log before `after`. */
  async messages(session: TransactionView, after?: string): Promise<Page<Exchange>> {
    const { store, messageLog } = this.parts;
    const { chargerId } = session;
    const { from, to } = this.#span(session);
    await messageLog.flushed();
    const frames: Frame[] = [];
    let items: Exchange[] = [];
    let next: string | null = after ?? firstUlidAt(to);
    while (next !== null && items.length < ENOUGH && frames.length < MOST_FRAMES) {
      const chunks = store.messages.chunks(chargerId, { from: firstUlidAt(from), before: next });
      const page: Page<MessageView> = await pageOfMessages(chunks, {}, FRAMES);
      frames.unshift(...page.items.map((one) => ({ chargerId, ...one })).reverse());
      items = withFrames([], frames, Infinity).filter((one) => isMessageOf(one, session));
      next = page.next;
    }
    return { items, next };
  }

  async #statuses({ chargerId, connectorId, startedAt, endedAt }: TransactionView) {
    const { connectorStatuses } = this.parts.store;
    const [start, end] = [Date.parse(startedAt), endedAt === null ? Infinity : Date.parse(endedAt)];
    // A charger's clock may be ahead of ours.
    const latest = this.parts.clock.now() + FUTURE_MS;
    const [before, during, after] = await Promise.all([
      connectorStatuses.before(chargerId, connectorId, { to: start, limit: MOST_AROUND }),
      connectorStatuses.since(chargerId, connectorId, {
        from: start,
        to: Math.min(end, latest),
        limit: MOST_STATUSES + 1,
      }),
      end >= latest ? [] : connectorStatuses.since(chargerId, connectorId, {
        from: end,
        to: latest,
        limit: MOST_AROUND,
      }),
    ]);
    return [...leadingTo(before), ...during, ...during.length > MOST_STATUSES ? [] : leadingOut(after)];
  }

  async #commands(session: TransactionView) {
    const { from, to } = this.#span(session);
    const found = await this.parts.store.commands.between(session.chargerId, { from, to, limit: MOST_COMMANDS });
    return found.map(toCommandView).filter((one) => isCommandOf(one, session));
  }

  async #presented({ chargerId, startReceivedAt, idTag }: TransactionView): Promise<SessionStory["presented"]> {
    const { store, messageLog } = this.parts;
    const start = Date.parse(startReceivedAt);
    await messageLog.flushed();
    // The chunk with the start's own message carries the time of its last one.
    const range = { from: firstUlidAt(start - BEFORE_MS), before: firstUlidAt(start + AFTER_MS) };
    return await findPresentedTag(store.messages.chunks(chargerId, range), {
      since: start - BEFORE_MS,
      until: start,
      idTag,
    });
  }

  /** By our clock, as messages and commands are kept. */
  #span({ startReceivedAt, endReceivedAt }: TransactionView): { from: number; to: number } {
    const end = endReceivedAt === null ? this.parts.clock.now() : Date.parse(endReceivedAt);
    return { from: Date.parse(startReceivedAt) - BEFORE_MS, to: end + AFTER_MS };
  }
}
