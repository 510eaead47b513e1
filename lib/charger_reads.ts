/** What was asked of a charger and what it told: commands, frames, configuration, reservations. */
import type { Clock } from "./clock.ts";
import { toCommandView, toConfigurationKeyView, toReservationView } from "./domain/shape.ts";
import type { CommandView, ConfigurationKeyView, MessageView, Page, ReservationView } from "./domain/views.ts";
import type { Fleet } from "./fleet.ts";
import type { MessageLog } from "./message_log.ts";
import { type MessageFilter, pageOfMessages } from "./message_pages.ts";
import { findPresentedTag, type PresentedTag } from "./presented_tag.ts";
import type { PageWish } from "./reads.ts";
import type { Store } from "./store/mod.ts";
import type { ReservationName } from "./store/reservations.ts";

export class ChargerReads {
  constructor(private readonly parts: { store: Store; fleet: Fleet; messageLog: MessageLog; clock: Clock }) {}

  /** What was asked of a charger, newest first. Null: no such charger. */
  async commands(chargerId: string, { limit, after }: PageWish): Promise<Page<CommandView> | null> {
    if (this.parts.fleet.view(chargerId) === null) return null;
    const found = await this.parts.store.commands.page(chargerId, { limit: limit + 1, after });
    const items = found.slice(0, limit).map(toCommandView);
    return { items, next: found.length > limit ? items[limit - 1].id : null };
  }

  /** A charger's frames, newest first, those of chunks before `after`. Null: no such charger. */
  async messages(
    chargerId: string,
    filter: MessageFilter,
    { limit, after }: PageWish,
  ): Promise<Page<MessageView> | null> {
    if (this.parts.fleet.view(chargerId) === null) return null;
    await this.parts.messageLog.flushed();
    return await pageOfMessages(this.parts.store.messages.chunks(chargerId, { before: after }), filter, limit);
  }

  /** The tag that was presented last at a charger, since `since` (epoch ms). */
  async presentedTag(chargerId: string, since: number): Promise<PresentedTag | null> {
    await this.parts.messageLog.flushed();
    return await findPresentedTag(this.parts.store.messages.chunks(chargerId), { since });
  }

  /** Reservations of one charger or of all. */
  async reservations(chargerId: string | null, { limit, after }: PageWish): Promise<Page<ReservationView>> {
    const items: ReservationView[] = [];
    const behind = after === undefined ? undefined : readReservationCursor(after);
    for await (
      const reservation of this.parts.store.reservations.list(chargerId, { batchSize: limit + 1, after: behind })
    ) {
      if (items.length === limit) {
        const last = items[limit - 1];
        return { items, next: `${last.reservationId} ${last.chargerId}` };
      }
      items.push(toReservationView(reservation, this.parts.clock.now()));
    }
    return { items, next: null };
  }

  /** What is known of a charger's configuration, by key. Null: no such charger. */
  async configuration(chargerId: string): Promise<ConfigurationKeyView[] | null> {
    if (this.parts.fleet.view(chargerId) === null) return null;
    return (await this.parts.store.configurations.of(chargerId)).map(toConfigurationKeyView);
  }
}

/** A reservation's number and charger: `7 CP-1`. */
function readReservationCursor(after: string): ReservationName {
  const blank = after.indexOf(" ");
  return { reservationId: Number(after.slice(0, blank)), chargerId: after.slice(blank + 1) };
}
