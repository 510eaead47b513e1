/** Writes the audit, and keeps those who are refused from filling it. */
import type { AuditEntry, AuditEntryView } from "../domain/audit.ts";
import type { Clock } from "../clock.ts";
import { iso } from "../domain/shape.ts";
import type { Page } from "../domain/views.ts";
import type { Log } from "../log.ts";
import type { Audit, AuditFilter } from "../store/audit.ts";

/** So many refusals a minute are written down; the others are only counted in the log. */
const REFUSALS_A_MINUTE = 60;
const MINUTE_MS = 60_000;

export class AuditLog {
  #minute = 0;
  #refusals = 0;

  constructor(private readonly parts: { audit: Audit; clock: Clock; log: Log }) {}

  /** What was done is done: when it cannot be written down, the log has it. */
  async add(given: Omit<AuditEntry, "v" | "id" | "at">): Promise<void> {
    const { audit, clock, log } = this.parts;
    const at = clock.now();
    if ([401, 403, 429].includes(given.status) && !this.#hasRoomFor(at)) return;
    try {
      await audit.add({
        at,
        ...given,
        target: given.target.slice(0, 500),
        detail: given.detail?.slice(0, 500) ?? null,
      });
    } catch (error) {
      log.error("Cannot write the audit", { ...given, error });
    }
  }

  async list(filter: AuditFilter, wish: { limit: number; after?: string }): Promise<Page<AuditEntryView>> {
    const { entries, next } = await this.parts.audit.page(filter, wish);
    return { items: entries.map(({ v: _, at, ...entry }) => ({ ...entry, at: iso(at) })), next };
  }

  #hasRoomFor(at: number): boolean {
    const minute = Math.floor(at / MINUTE_MS);
    if (minute !== this.#minute) {
      if (this.#refusals > REFUSALS_A_MINUTE) {
        this.parts.log.warn("Refused requests were left out of the audit", {
          count: this.#refusals - REFUSALS_A_MINUTE,
        });
      }
      this.#minute = minute;
      this.#refusals = 0;
    }
    return ++this.#refusals <= REFUSALS_A_MINUTE;
  }
}
