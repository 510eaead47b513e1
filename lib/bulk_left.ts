/** What is left of a bulk command when its worker is gone. */
import type { Clock } from "./clock.ts";
import { type BulkCommand, type BulkEnd, endOfCommand } from "./domain/bulk_command.ts";
import type { Store } from "./store/mod.ts";

/** Says of the chargers that were just asked what their own audit knows. */
export async function settleLeft(bulk: BulkCommand, { store, clock }: { store: Store; clock: Clock }): Promise<void> {
  for await (const { n, charger, versionstamp } of store.bulkCommands.all(bulk.id)) {
    if (charger.state !== "asked") continue;
    const command = await store.commands.findOfBulk(charger.chargerId, bulk);
    const end: BulkEnd = command === null
      ? { state: "unsent", reason: "interrupted", detail: null, commandId: null }
      : endOfCommand(command);
    await store.bulkCommands.settle(bulk.id, n, {
      claim: versionstamp,
      charger: { ...charger, ...end, at: command?.settledAt ?? clock.now() },
    });
  }
}
