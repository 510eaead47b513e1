/** What the protocol asks of the central system behind it, and what it tells. The protocol knows no store. */
import type { Registration } from "../lib/domain/charger.ts";
import type { ChargingProfile } from "../lib/domain/charging_profile.ts";
import type { Fact, NoteKind, Start } from "../lib/domain/fact.ts";
import type { JobKind } from "../lib/domain/job.ts";
import type { Sentence } from "../lib/domain/sentence.ts";
import type { TagStatus } from "../lib/domain/tag.ts";

/** What is known of an idTag when it is presented (OCPP 1.6 §7.27 IdTagInfo). `expiresAt` is epoch ms. */
export interface TagInfo {
  status: TagStatus;
  parentIdTag?: string;
  expiresAt?: number;
}

export interface Central {
  readonly heartbeatIntervalS: number;
  registrationOf(chargerId: string): Promise<Registration>;
  authorize(idTag: string, chargerId: string): Promise<TagInfo>;
  /** As `authorize`, for a start on this connector: a tag may be busy elsewhere. */
  authorizeStart(idTag: string, where: { chargerId: string; connectorId: number }): Promise<TagInfo>;
  /** The number for a start: the same again for the same start. */
  transactionNumberFor(chargerId: string, start: Start, receivedAt: number): Promise<number>;
  /** Resolves when the facts are durable; rejects when they are not, then nothing may be acknowledged. */
  record(chargerId: string, facts: Fact[]): Promise<void>;
  /** Counts something odd. Never fails a message. */
  note(chargerId: string, kind: NoteKind, detail: Sentence): void;
}

/** What a command may lack because the operator left it to the server. */
export interface Supplies {
  /** A number for a reservation that has none. */
  nextReservationId(): Promise<number>;
  /** The number on the wire of a transaction, by our id or by that number; null when there is none. */
  transactionNumberOf(id: string): Promise<number | null>;
  /** A number for a request whose progress the charger will tell under it. */
  nextRequestId(): Promise<number>;
  /** A one-time address that a charger may upload a file to; null when nobody said where this server is reached. */
  uploadAddress(chargerId: string, kind: JobKind): Promise<string | null>;
  /** The profile of a template by its name; null when there is none. */
  chargingProfile(name: string): Promise<ChargingProfile | null>;
  /** The number on the wire of what runs on a connector; null when nothing does. */
  runningOn(chargerId: string, connectorId: number): number | null;
  /** A list version that was given to none before, above what this charger holds. */
  nextListVersion(chargerId: string): Promise<number>;
  /** Every stored tag, as it would be answered if it were presented. */
  storedTags(): Promise<({ idTag: string } & TagInfo)[]>;
  /** Tags that were stored once and are not now, which a charger may hold still. */
  removedTags(): Promise<string[]>;
}
