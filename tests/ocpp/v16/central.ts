/** A central system in memory, for whom a charger's calls are answered. */
import type { Fact } from "../../../lib/domain/fact.ts";
import { silentLog } from "../../../lib/log.ts";
import type { Central } from "../../../ocpp/central.ts";
import { createDispatcher } from "../../../ocpp/dispatcher.ts";
import { v16 } from "../../../ocpp/v16/mod.ts";
import { HeldClock } from "../../arrange.ts";

/** `call` is what a charger sends; `recorded` what was made of it. */
export function aCentral(given: Partial<Central> = {}) {
  const recorded: Fact[] = [];
  const central: Central = {
    heartbeatIntervalS: 300,
    registrationOf: () => Promise.resolve("Accepted"),
    authorize: () => Promise.resolve({ status: "Accepted" }),
    authorizeStart: () => Promise.resolve({ status: "Accepted" }),
    transactionNumberFor: () => Promise.resolve(42),
    record: (_, facts) => {
      recorded.push(...facts);
      return Promise.resolve();
    },
    note: () => {},
    ...given,
  };
  const dispatch = createDispatcher({
    version: v16,
    chargerId: "CP-1",
    central,
    clock: new HeldClock(),
    log: silentLog,
  });
  return { recorded, call: (action: string, payload: unknown) => dispatch({ type: "call", id: "1", action, payload }) };
}
