/** Facts: what happened at a charger, in the domain's words, whatever OCPP version told it. Times are epoch ms. */
import type { Identity } from "./charger.ts";
import type { ChargingProfile, ClearCriteria } from "./charging_profile.ts";
import type { CompositeSchedule } from "./composite_schedule.ts";
import type { KeyTold } from "./configuration.ts";
import type { Connector } from "./connector.ts";
import type { Job, JobStatus } from "./job.ts";
import type { RemoteStart } from "./remote_start.ts";
import type { Sample } from "./sample.ts";
import type { Sentence } from "./sentence.ts";

/** What could not be read of a start or stop, by the names that its charger uses, and all that was sent. */
export interface Unread {
  members: string[];
  sent: string;
}

/** The start of a transaction as its charger told it; told again with the same content it is the same one. */
export interface Start {
  connectorId: number;
  idTag: string;
  /** Null: not told. */
  meterStartWh: number | null;
  /** When, believable. */
  at: number;
  /** When by the charger's own clock; null when it told none. */
  chargerAt: number | null;
}

export type Fact =
  | { type: "booted"; at: number; identity: Identity }
  | ({ type: "status"; at: number } & Omit<Connector, "v" | "chargerId" | "statusAt">)
  | ({
    type: "started";
    transactionId: number;
    tagStatus: string;
    reservationId: number | null;
    receivedAt: number;
    unread?: Unread;
  } & Start)
  | {
    type: "stopped";
    /** Null: not told, as the meter. */
    transactionId: number | null;
    idTag: string | null;
    meterStopWh: number | null;
    stopReason: string | null;
    /** When, believable. */
    at: number;
    /** When by the charger's own clock; null when it told none. */
    chargerAt: number | null;
    receivedAt: number;
    samples: Sample[];
    unread?: Unread;
  }
  /** `transactionId` is what the charger said, if anything. It is not believed: samples belong to the connector. */
  | { type: "metered"; connectorId: number; transactionId?: number; samples: Sample[] }
  | ({ type: "job-started"; at: number } & Pick<Job, "kind" | "requestId" | "location" | "fileName">)
  | ({ type: "job-status" } & JobStatus)
  | { type: "security-event"; event: string; techInfo: string | null; at: number; receivedAt: number }
  | { type: "certificate-requested"; csr: string; at: number }
  | { type: "certificate-taken"; at: number }
  | { type: "profile-installed"; connectorId: number; profile: ChargingProfile; at: number }
  | ({ type: "profiles-cleared" } & ClearCriteria)
  | ({ type: "composite-schedule" } & Omit<CompositeSchedule, "v">)
  | ({ type: "remote-start-accepted"; connectorId: number | null } & Omit<RemoteStart, "v">)
  | {
    type: "reserved";
    reservationId: number;
    connectorId: number;
    idTag: string;
    parentIdTag: string | null;
    expiresAt: number;
    at: number;
  }
  | { type: "reservation-cancelled"; reservationId: number }
  | { type: "configuration-read"; told: KeyTold[]; unknownKeys: string[]; isWhole: boolean; at: number }
  | {
    type: "configuration-changed";
    key: string;
    value: string;
    needsReboot: boolean;
    changedBy: string | null;
    at: number;
  }
  /** The version of the local list a charger holds: it said so, or took it. */
  | { type: "local-list"; version: number; at: number }
  /** Something a charger did that a standard does not expect. Counted, and shown on the charger's page. */
  | { type: "noted"; kind: NoteKind; at: number; count: number; detail: Sentence };

export const noteKinds = {
  "no-subprotocol": "Connects without naming an OCPP version; taken for 1.6",
  "subprotocol-spelling": "Spells the OCPP version otherwise than the standard",
  "address-odd": "Connects at another address than /ocpp/<its id>",
  "link-replaced": "Connected again while its last connection looked open",
  "user-name-odd": "Logs in with another user name than its id; the password was right",
  "password-odd": "Sends its password with a line break at its end",
  "no-pong": "Did not answer a ping, so the connection was closed",
  "too-fast": "Sent messages faster than MAX_MESSAGES_PER_S; it was answered slowly",
  "cut-off": "Was cut off because it broke a limit",
  "no-boot": "Sends messages and never told who it is (no BootNotification)",
  "boot-loop": "Started again and again within a minute",
  "frame-unreadable": "Sent text that is no OCPP message",
  "frame-empty": "Sent empty messages",
  "frame-repaired": "Sent JSON with raw line breaks or other control characters in its text",
  "payload-missing": "Sent a message without its payload",
  "action-unknown": "Sent a message that OCPP does not have",
  "message-refused": "Sent a message that breaks its schema",
  "meter-value-dropped": "Sent a meter value that is no number or has no known meaning",
  "value-coerced": "Wrote numbers as text, or text as numbers",
  "null-member": "Sent null for what it should leave out",
  "extra-member": "Sent fields that the standard does not have",
  "text-too-long": "Sent text longer than the standard allows",
  "text-padded": "Sent a tag with blanks around it",
  "vendor-word": "Used a unit, reason or other word that the standard does not have",
  "time-odd": "Wrote a time without its zone or in another form than the standard's",
  "time-missing": "Sent no time, or one that cannot be read; our time was used instead",
  "clock-wrong": "Its clock is wrong; our time was used instead",
  "phases-differ": "Told a total that is not the sum of its phases; the total was used",
  "meter-of-other-transaction": "Sent meter values for a transaction that does not run on that connector",
  "connector-zero": "Started a transaction on connector 0",
  "start-replaced": "Started a transaction while the last one on that connector had not ended",
  "message-repeated": "Sent a start or stop again that was stored already",
  "part-unreadable": "Sent a start or stop of which a part is missing or cannot be read; it was stored all the same",
  "stop-matched": "Ended a transaction by a number that is not its own; it was the only one that could be meant",
  "stop-unmatched": "Sent a stop that fits none of its transactions",
  "tag-suffix": "Adds something to the tags that it reads",
  "answer-missing": "Did not answer a command in time",
  "answer-unexpected": "Answered late, twice or to nobody",
  "vendor-data": "Sent vendor data that this server has no use for",
} as const;
export type NoteKind = keyof typeof noteKinds;

/** Something odd that was taken as meant. */
export interface Oddity {
  kind: NoteKind;
  detail: Sentence;
}
