/** What programs and pages are shown: the shapes of the REST API (times ISO 8601 UTC, units in the names). */
import type { BulkChargerView, BulkCommandView } from "./bulk_views.ts";
import type { Registration, SecurityProfile } from "./charger.ts";
import type { Command } from "./command.ts";
import type { ConnectorStatus } from "./connector.ts";
import type { NoteKind } from "./fact.ts";
import type { Message } from "./message.ts";
import type { Sample } from "./sample.ts";
import type { SentenceView } from "./sentence.ts";

/** A sample with `at` (and `chargerAt`) as ISO 8601. */
export type SampleView = Omit<Sample, "at" | "chargerAt"> & { at: string; chargerAt?: string };

export interface ConnectorView {
  connectorId: number;
  status: ConnectorStatus | null;
  errorCode: string | null;
  info: string | null;
  vendorId: string | null;
  vendorErrorCode: string | null;
  statusAt: string | null;
  /** Our id of the transaction that runs here. */
  transactionId: string | null;
  /** The newest known value of everything the meter told. */
  reading: SampleView | null;
}

export interface ChargerView {
  id: string;
  label: string | null;
  vendor: string | null;
  model: string | null;
  serialNumber: string | null;
  firmwareVersion: string | null;
  iccid: string | null;
  imsi: string | null;
  meterType: string | null;
  meterSerialNumber: string | null;
  protocol: string | null;
  registration: Registration;
  /** After how many seconds of silence its link is closed; null: the setting IDLE_TIMEOUT_S. */
  idleTimeoutS: number | null;
  /** How it has to prove who it is; null: the setting SECURITY_PROFILE. */
  securityProfile: SecurityProfile | null;
  online: boolean;
  address: string | null;
  firstSeenAt: string;
  connectedAt: string | null;
  lastSeenAt: string | null;
  bootedAt: string | null;
  firmwareStatus: { status: string; at: string } | null;
  diagnosticsStatus: { status: string; at: string } | null;
  /** The version of the local authorization list that it holds, as far as it said. */
  localList: { version: number; at: string } | null;
  connectors: ConnectorView[];
}

/** A counter of something odd that a charger does. `detail` tells of the last time. */
export interface ChargerNoteView extends Omit<SentenceView, "text"> {
  kind: NoteKind;
  text: string;
  count: number;
  firstAt: string;
  lastAt: string;
  detail: string;
}

export interface TransactionView {
  id: string;
  transactionId: number;
  chargerId: string;
  connectorId: number;
  idTag: string;
  state: "active" | "ended";
  startedAt: string;
  endedAt: string | null;
  /** Null: its charger did not tell, and no reading was known. */
  meterStartWh: number | null;
  meterStopWh: number | null;
  energyWh: number | null;
  durationS: number;
  stopReason: string | null;
  stopIdTag: string | null;
  reservationId: number | null;
  tagStatus: string;
  startReceivedAt: string;
  endReceivedAt: string | null;
  notes: ({ at: string } & SentenceView)[];
  /** While active: the connector's newest reading. */
  reading: SampleView | null;
}

/** A stop that fits no transaction of its charger. `sent`: all of it, when a part is missing or cannot be read. */
export interface UnmatchedStopView {
  id: string;
  chargerId: string;
  transactionId: number | null;
  idTag: string | null;
  meterStopWh: number | null;
  stopReason: string | null;
  at: string;
  receivedAt: string;
  sent: string | null;
}

/** The present, counted. */
export interface FleetCounts {
  chargers: { total: number; online: number; pending: number };
  /** How many connectors (numbers from 1) have which status; `Offline` where the link is down, `Unknown` if never told. */
  connectors: Record<string, number>;
  activeTransactions: number;
  /** Of all that charge now. */
  powerW: number;
}

/** The fleet's power over the last 24 hours: its mean in each step, null where the server did not run. */
export interface FleetPowerView {
  from: string;
  stepMs: number;
  meanW: (number | null)[];
  /** The most that was seen. */
  most: { powerW: number; at: string } | null;
}

export interface StatsView extends FleetCounts {
  /** Of the days asked for: sums of what ended on them. */
  energyWh: number;
  transactions: number;
  /** UTC days, oldest first. */
  days: { day: string; energyWh: number; started: number; ended: number }[];
}

export interface TagView {
  idTag: string;
  label: string | null;
  blocked: boolean;
  expiresAt: string | null;
  parentIdTag: string | null;
  maxActiveTransactions: number | null;
}

/** A command of the audit; `state` as in lib/domain/command.ts. */
export interface CommandView {
  id: string;
  chargerId: string;
  action: string;
  payload: unknown;
  askedBy: string | null;
  askedAt: string;
  settledAt: string | null;
  state: Command["state"];
  response: unknown;
  error: Command["error"];
  isLate: boolean;
  bulkId: string | null;
}

/** A frame of the message log. `payload` and `error` as parsed; `text` as it was sent. */
export interface MessageView {
  at: string;
  direction: "in" | "out";
  type: Message["type"];
  messageId: string | number | null;
  action: string | null;
  payload: unknown;
  error: { code: string; description: string; details: unknown } | null;
  latencyMs: number | null;
  text: string;
}

export interface ReservationView {
  reservationId: number;
  chargerId: string;
  connectorId: number;
  idTag: string;
  parentIdTag: string | null;
  expiresAt: string;
  status: "Active" | "Used" | "Cancelled" | "Expired";
  reservedAt: string;
}

export interface ConfigurationKeyView {
  key: string;
  value: string | null;
  readonly: boolean | null;
  readAt: string | null;
  changedAt: string | null;
  changedBy: string | null;
  needsReboot: boolean;
}

/** A handshake that was refused, or a link that was cut off, `count` times since `firstAt`. */
export interface RefusalView {
  at: string;
  firstAt: string;
  id: string | null;
  address: string | null;
  reason: string;
  count: number;
}

/** What may be told of a charger's password. */
export interface CredentialView {
  /** Null: it has none yet, one was sent to it. */
  setAt: string | null;
  /** One was sent to it and it has not come back with it; until then the one before is valid as well. */
  isChanging: boolean;
}

export interface Page<Item> {
  items: Item[];
  next: string | null;
}

/** A charger with what its list row leaves out. */
export interface ChargerDetail extends ChargerView {
  notes: ChargerNoteView[];
}

/** The kinds of `LiveEvent`. */
export const liveTypes = [
  "counts",
  "charger",
  "connector",
  "transaction",
  "samples",
  "command",
  "frame",
  "refusal",
  "bulk",
  "bulkCharger",
] as const satisfies LiveEvent["type"][];

/** What `/api/live` sends: the event's name and its JSON data. */
export type LiveEvent =
  | { type: "counts"; data: FleetCounts }
  | { type: "frame"; data: MessageView & { chargerId: string } }
  | { type: "command"; data: CommandView }
  | { type: "charger"; data: ChargerView }
  | { type: "refusal"; data: RefusalView }
  | { type: "bulk"; data: BulkCommandView }
  | { type: "bulkCharger"; data: BulkChargerView }
  | { type: "connector"; data: ConnectorView & { chargerId: string } }
  | { type: "transaction"; data: TransactionView }
  | {
    type: "samples";
    data: { chargerId: string; connectorId: number; transactionId: string | null; items: SampleView[] };
  };
