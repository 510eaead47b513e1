/** Reads what a verdict rests on, and judges each connector of a charger. */
import type { ChargerReads } from "./charger_reads.ts";
import type { Clock } from "./clock.ts";
import { judge, RECENT_MS, type Verdict } from "./domain/verdict/mod.ts";
import type { ChargerDetail, TransactionView } from "./domain/views.ts";
import type { Reads } from "./reads.ts";
import type { UpkeepReads } from "./upkeep_reads.ts";

/** The newest of each; what is older explains no present. */
const LOOKED_AT = 30;

/** A verdict for each connector, by its number, and what they rest on: of the transactions those that run and the last ones. */
export interface Diagnosed {
  charger: ChargerDetail;
  running: TransactionView[];
  past: TransactionView[];
  verdicts: Verdict[];
}

export class Diagnosis {
  constructor(
    private readonly parts: { reads: Reads; chargerReads: ChargerReads; upkeepReads: UpkeepReads; clock: Clock },
  ) {}

  /** Null: no such charger. */
  async of(chargerId: string): Promise<Diagnosed | null> {
    const { reads, chargerReads, upkeepReads, clock } = this.parts;
    const charger = await reads.charger(chargerId);
    if (charger === null) return null;
    const now = clock.now();
    const [running, past, profiles, schedules, reservations, commands, presented] = await Promise.all([
      this.#running(charger),
      reads.transactions({ chargerId, state: "ended" }, { limit: LOOKED_AT }),
      upkeepReads.installedProfiles(chargerId),
      upkeepReads.compositeSchedules(chargerId),
      chargerReads.reservations(chargerId, { limit: LOOKED_AT }),
      chargerReads.commands(chargerId, { limit: LOOKED_AT }),
      chargerReads.presentedTag(chargerId, now - RECENT_MS),
    ]);
    const verdicts = charger.connectors.filter(({ connectorId }) => connectorId > 0).map((connector) =>
      judge({
        now,
        charger,
        connector,
        running: running.find(({ id }) => id === connector.transactionId) ?? null,
        past: past.items.find(({ connectorId }) => connectorId === connector.connectorId) ?? null,
        presented,
        profiles: profiles ?? [],
        schedules: schedules ?? [],
        reservations: reservations.items.filter(({ status }) => status === "Active"),
        commands: commands?.items ?? [],
      })
    );
    return { charger, running, past: past.items, verdicts };
  }

  async #running({ connectors }: ChargerDetail): Promise<TransactionView[]> {
    const ids = connectors.map(({ transactionId }) => transactionId).filter((id) => id !== null);
    const found = await Promise.all(ids.map((id) => this.parts.reads.transaction(id)));
    return found.filter((one) => one !== null);
  }
}
