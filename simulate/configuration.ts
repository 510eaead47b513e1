/** The configuration keys of a simulated charger (OCPP 1.6 ed. 2, §9). */
import type { Model } from "./model.ts";
import { MOST_ATTEMPTS, RETRY_INTERVAL_S } from "./outbox.ts";

interface Key {
  value: string;
  readonly: boolean;
}

export class Configuration {
  readonly #keys: Map<string, Key>;

  constructor(model: Model) {
    const fixed = (value: string | number | boolean): Key => ({ value: String(value), readonly: true });
    const free = (value: string | number | boolean): Key => ({ value: String(value), readonly: false });
    this.#keys = new Map([
      ["AllowOfflineTxForUnknownId", fixed(true)],
      ["AuthorizeRemoteTxRequests", fixed(false)],
      ["GetConfigurationMaxKeys", fixed(50)],
      ["HeartbeatInterval", free(300)],
      ["LocalAuthorizeOffline", fixed(true)],
      ["MeterValueSampleInterval", free(10)],
      ["MeterValuesSampledData", fixed("Power.Active.Import,Energy.Active.Import.Register,Current.Import,Voltage")],
      ["NumberOfConnectors", fixed(model.connectors)],
      ["StopTransactionOnInvalidId", fixed(true)],
      ["SupportedFeatureProfiles", fixed("Core,RemoteTrigger")],
      ["TransactionMessageAttempts", fixed(MOST_ATTEMPTS)],
      ["TransactionMessageRetryInterval", fixed(RETRY_INTERVAL_S)],
      ["WebSocketPingInterval", free(0)],
    ]);
  }

  /** A key that holds a number of seconds. */
  seconds(key: "HeartbeatInterval" | "MeterValueSampleInterval"): number {
    return Number(this.#keys.get(key)!.value);
  }

  /** @see OCPP 1.6 ed. 2, §5.3. Every key that can be written here is a number. */
  change(key: string, value: string): "Accepted" | "Rejected" | "NotSupported" {
    const known = this.#keys.get(key);
    if (known === undefined) return "NotSupported";
    if (known.readonly || !/^\d{1,6}$/.test(value)) return "Rejected";
    if (key === "MeterValueSampleInterval" && Number(value) === 0) return "Rejected";
    known.value = value;
    return "Accepted";
  }

  /** All keys when none is asked for. */
  list(asked: string[] = []): { configurationKey: object[]; unknownKey: string[] } {
    const names = asked.length === 0 ? [...this.#keys.keys()] : asked;
    return {
      configurationKey: names.flatMap((key) => {
        const known = this.#keys.get(key);
        return known === undefined ? [] : [{ key, readonly: known.readonly, value: known.value }];
      }),
      unknownKey: names.filter((key) => !this.#keys.has(key)),
    };
  }
}
