/** The key layout (docs/storage.md). Keys are made here and nowhere else. */

export const keys = {
  schema: ["schema"],
  charger: (id: string) => ["charger", id],
  credential: (charger: string) => ["credential", charger],
  presence: (id: string) => ["presence", id],
  connector: (charger: string, n: number) => ["connector", charger, n],
  /** A change of a connector's status; `id` carries its time. */
  status: (charger: string, n: number, id: string) => ["status", charger, n, id],
  transaction: (id: string) => ["transaction", id],
  transactionByCharger: (charger: string, id: string) => ["transaction_by_charger", charger, id],
  transactionByTag: (tag: string, id: string) => ["transaction_by_tag", tag.toLowerCase(), id],
  transactionByWire: (charger: string, transactionId: number) => ["transaction_by_wire", charger, transactionId],
  /** Across chargers, as our own numbers are; for people who know only the number. The newest wins. */
  transactionByNumber: (transactionId: number) => ["transaction_by_number", transactionId],
  transactionByStart: (charger: string, n: number, at: number, tag: string, meterStartWh: number | null) => [
    "transaction_by_start",
    charger,
    n,
    at,
    tag,
    meterStartWh ?? "",
  ],
  transactionEnded: (id: string) => ["transaction_ended", id],
  /** The id of the transaction that runs on a connector. */
  transactionOpen: (charger: string, n: number) => ["transaction_open", charger, n],
  /** What a stop by an unknown number said → the transaction it was taken for, or the unmatched stop that was kept. */
  strayStop: (
    charger: string,
    stop: { transactionId: number | null; chargerAt: number | null; meterStopWh: number | null },
  ) => ["stray_stop", charger, stop.transactionId ?? "", stop.chargerAt ?? 0, stop.meterStopWh ?? ""],
  /** One that an operator has settled: no longer listed, and still known when it is told again. */
  settledStop: (charger: string, id: string) => ["settled_stop", charger, id],
  unmatchedStop: (charger: string, id: string) => ["unmatched_stop", charger, id],
  unmatchedStopByTime: (id: string) => ["unmatched_stop_by_time", id],
  journal: (instance: string, seq: number) => ["journal", instance, seq],
  samples: (charger: string, n: number, fromMs: number, part: number) => ["samples", charger, n, fromMs, part],
  command: (charger: string, id: string) => ["command", charger, id],
  bulkCommand: (id: string) => ["bulk_command", id],
  /** One that is not over. */
  bulkRunning: (id: string) => ["bulk_running", id],
  bulkCharger: (id: string, n: number) => ["bulk_charger", id, n],
  /** One that did not do it. */
  bulkFailed: (id: string, n: number) => ["bulk_failed", id, n],
  /** How many ended so, while it is not over. */
  bulkCount: (id: string, state: string) => ["bulk_count", id, state],
  message: (charger: string, id: string) => ["message", charger, id],
  /** Stands after every so many chunks of messages. */
  messageMark: (charger: string, id: string) => ["message_mark", charger, id],
  reservation: (charger: string, id: number) => ["reservation", charger, id],
  configuration: (charger: string, key: string) => ["configuration", charger, key],
  /** Set by whoever folds the line. */
  line: (charger: string, n: number) => ["line", charger, n],
  profileTemplate: (name: string) => ["profile_template", name],
  profileTemplateById: (chargingProfileId: number) => ["profile_template_by_id", chargingProfileId],
  /** A charger holds one of each (OCPP 1.6 §3.13.2). */
  installedProfile: (charger: string, n: number, purpose: string, stackLevel: number) => [
    "installed_profile",
    charger,
    n,
    purpose,
    stackLevel,
  ],
  compositeSchedule: (charger: string, n: number) => ["composite_schedule", charger, n],
  /** The last one accepted; 0 for one that names no connector. */
  remoteStart: (charger: string, n: number) => ["remote_start", charger, n],
  job: (charger: string, id: string) => ["job", charger, id],
  upload: (secret: string) => ["upload", secret],
  /** The file that a job brought, and its bytes. */
  file: (job: string) => ["file", job],
  filePart: (parts: string, n: number) => ["file_part", parts, n],
  securityEvent: (charger: string, id: string) => ["security_event", charger, id],
  certificateRequest: (charger: string, id: string) => ["csr", charger, id],
  note: (charger: string, kind: string) => ["note", charger, kind],
  tag: (idTag: string) => ["tag", idTag.toLowerCase()],
  /** Written with every change of a tag. */
  tagsChanged: ["tags_changed"],
  removedTag: (idTag: string) => ["removed_tag", idTag.toLowerCase()],
  counter: (name: string) => ["counter", name],
  stats: (day: string, name: string) => ["stats", day, name],
  fleetPower: (at: number) => ["fleet_power", at],
  pulse: (instance: string) => ["pulse", instance],
  letter: (to: string, id: string) => ["letter", to, id],
  /** Changes when a letter comes. */
  mailbox: (instance: string) => ["mailbox", instance],
  instance: (id: string) => ["instance", id],
  operator: (name: string) => ["operator", name.toLowerCase()],
  token: (id: string) => ["token", id],
  session: (hash: string) => ["session", hash],
  audit: (id: string) => ["audit", id],
} satisfies Record<string, Deno.KvKey | ((...parts: never[]) => Deno.KvKey)>;
