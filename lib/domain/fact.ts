/** Facts: what happened at a charger, in the domain's words, whatever OCPP version told it. Times are epoch ms. */
import type { Identity } from "./charger.ts";
import type { KeyTold } from "./configuration.ts";
import type { Connector } from "./connector.ts";
import type { Sample } from "./sample.ts";

/** The start of a transaction as its charger told it; told again with the same content it is the same one. */
export interface Start {
  connectorId: number;
  idTag: string;
  meterStartWh: number;
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
  } & Start)
  | {
    type: "stopped";
    transactionId: number;
    idTag: string | null;
    meterStopWh: number;
    stopReason: string | null;
    at: number;
    receivedAt: number;
    samples: Sample[];
  }
  | { type: "metered"; connectorId: number; samples: Sample[] }
  | { type: "firmware"; status: string; at: number }
  | { type: "diagnostics"; status: string; at: number }
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
  | { type: "configuration-changed"; key: string; value: string; needsReboot: boolean; at: number }
  /** The version of the local list a charger holds: it said so, or took it. */
  | { type: "local-list"; version: number; at: number }
  /** Something a charger did that a standard does not expect. Counted, and shown on the charger's page. */
  | { type: "noted"; kind: NoteKind; at: number; count: number; detail: string };

export const noteKinds = {
  "frame-unreadable": "Sent text that is no OCPP message",
  "message-refused": "Sent a message that breaks its schema",
  "meter-value-dropped": "Sent a meter value that is no number or has no known meaning",
  "clock-wrong": "Its clock is wrong; our time was used instead",
  "answer-unexpected": "Answered late, twice or to nobody",
  "vendor-data": "Sent vendor data that this server has no use for",
} as const;
export type NoteKind = keyof typeof noteKinds;
