/** Security events of chargers; they expire. */
import { type SecurityEvent, securityEventSchema } from "../domain/security_event.ts";
import type { Ids } from "../ids.ts";
import type { Log } from "../log.ts";
import type { GroupCommit } from "./group_commit.ts";
import { keys } from "./keys.ts";
import { pageOf } from "./records.ts";

/** A charger that got no answer tells again what it told last. */
const LOOKED_THROUGH = 10;

export class SecurityEvents {
  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: { commit: GroupCommit; ids: Ids; log: Log; days: number },
  ) {}

  /** One that was told already is not stored again. */
  async add(chargerId: string, event: Omit<SecurityEvent, "v" | "id">, receivedAt: number): Promise<void> {
    const latest = await this.page(chargerId, { limit: LOOKED_THROUGH });
    if (
      latest.some(({ type, at, techInfo }) => type === event.type && at === event.at && techInfo === event.techInfo)
    ) {
      return;
    }
    const value: SecurityEvent = { v: 1, id: this.parts.ids.ulidAt(receivedAt), ...event };
    const key = keys.securityEvent(chargerId, value.id);
    await this.parts.commit.write({ sets: [{ key, value, expireIn: this.parts.days * 86_400_000 }] });
  }

  /** Newest first, those before the id `after`. */
  page(chargerId: string, { limit, after }: { limit: number; after?: string }): Promise<SecurityEvent[]> {
    const key = (id: string) => keys.securityEvent(chargerId, id);
    return pageOf(this.kv, { schema: securityEventSchema, key, limit, after, log: this.parts.log });
  }
}
