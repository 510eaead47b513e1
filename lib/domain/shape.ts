/** Records become what the REST API and the pages show. Pure. */
import type { Charger } from "./charger.ts";
import type { ChargerNote } from "./charger_note.ts";
import type { Command } from "./command.ts";
import type { ConfigurationKey } from "./configuration.ts";
import type { Connector } from "./connector.ts";
import { parseJson } from "./depth.ts";
import { noteKinds } from "./fact.ts";
import type { Message } from "./message.ts";
import { type Reservation, reservationStatus } from "./reservation.ts";
import type { Sample } from "./sample.ts";
import { toSentenceView } from "./sentence.ts";
import type { Tag } from "./tag.ts";
import { energyOf, type Transaction, type UnmatchedStop } from "./transaction.ts";
import type {
  ChargerNoteView,
  ChargerView,
  CommandView,
  ConfigurationKeyView,
  ConnectorView,
  MessageView,
  ReservationView,
  SampleView,
  TagView,
  TransactionView,
  UnmatchedStopView,
} from "./views.ts";

export function iso(at: number): string;
export function iso(at: number | null): string | null;
export function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

export function toSampleView({ at, chargerAt, ...values }: Sample): SampleView {
  return { at: iso(at), ...(chargerAt === undefined ? {} : { chargerAt: iso(chargerAt) }), ...values };
}

export function toConnectorView(
  { v: _, chargerId: __, statusAt, ...connector }: Connector,
  now: { transactionId: string | null; reading: Sample | null },
): ConnectorView {
  return {
    ...connector,
    statusAt: iso(statusAt),
    transactionId: now.transactionId,
    reading: now.reading && toSampleView(now.reading),
  };
}

export function toChargerView(
  { v: _, firmwareStatus, diagnosticsStatus, localList, ...charger }: Charger,
  now: { online: boolean; address: string | null; lastSeenAt: number | null; connectors: ConnectorView[] },
): ChargerView {
  return {
    ...charger,
    online: now.online,
    address: now.address,
    firstSeenAt: iso(charger.firstSeenAt),
    connectedAt: iso(charger.connectedAt),
    lastSeenAt: iso(now.lastSeenAt ?? charger.lastSeenAt),
    bootedAt: iso(charger.bootedAt),
    firmwareStatus: firmwareStatus && { ...firmwareStatus, at: iso(firmwareStatus.at) },
    diagnosticsStatus: diagnosticsStatus && { ...diagnosticsStatus, at: iso(diagnosticsStatus.at) },
    localList: localList && { ...localList, at: iso(localList.at) },
    connectors: now.connectors,
  };
}

/** `reading` is the connector's newest one, for an active transaction; `now` is epoch ms. */
export function toTransactionView(transaction: Transaction, reading: Sample | null, now: number): TransactionView {
  const { v: _, isEndAssumed: __, startedAt, endedAt, startReceivedAt, endReceivedAt, notes, ...rest } = transaction;
  const isActive = endedAt === null;
  return {
    ...rest,
    state: isActive ? "active" : "ended",
    startedAt: iso(startedAt),
    endedAt: iso(endedAt),
    startReceivedAt: iso(startReceivedAt),
    endReceivedAt: iso(endReceivedAt),
    energyWh: energyOf(transaction, reading?.energyWh),
    durationS: Math.max(0, Math.round(((endedAt ?? now) - startedAt) / 1000)),
    notes: notes.map(({ at, text }) => ({ at: iso(at), ...toSentenceView(text) })),
    reading: isActive && reading !== null ? toSampleView(reading) : null,
  };
}

export function toChargerNoteView({ kind, count, firstAt, lastAt, detail }: ChargerNote): ChargerNoteView {
  const { text, ...said } = toSentenceView(detail);
  const times = { firstAt: iso(firstAt), lastAt: iso(lastAt) };
  return { kind, text: noteKinds[kind], count, ...times, detail: text, ...said };
}

export function toUnmatchedStopView(
  { v: _, at, receivedAt, settled: __, ...stop }: UnmatchedStop,
): UnmatchedStopView {
  return { ...stop, at: iso(at), receivedAt: iso(receivedAt) };
}

export function toTagView({ v: _, expiresAt, ...tag }: Tag): TagView {
  return { ...tag, expiresAt: iso(expiresAt) };
}

export function toCommandView({ v: _, bulkPlace: __, askedAt, settledAt, ...command }: Command): CommandView {
  return { ...command, askedAt: iso(askedAt), settledAt: iso(settledAt) };
}

export function toMessageView({ at, text, type, ...message }: Message): MessageView {
  const frame = type === "unreadable" || type === "gap" ? [] : parseArray(text);
  const error = type === "error"
    ? { code: String(frame[2] ?? ""), description: String(frame[3] ?? ""), details: frame[4] ?? {} }
    : null;
  const payload = type === "call" ? frame[3] ?? null : type === "result" ? frame[2] ?? null : null;
  return { at: iso(at), type, ...message, payload, error, text };
}

/** A message that was too long is kept by its beginning, and cannot be parsed; one that is nested too deeply is text. */
function parseArray(text: string): unknown[] {
  const parsed = parseJson(text);
  return Array.isArray(parsed) ? parsed : [];
}

export function toReservationView(reservation: Reservation, now: number): ReservationView {
  const { v: _, expiresAt, reservedAt, ...rest } = reservation;
  return {
    ...rest,
    expiresAt: iso(expiresAt),
    reservedAt: iso(reservedAt),
    status: reservationStatus(reservation, now),
  };
}

export function toConfigurationKeyView({ v: _, readAt, changedAt, ...rest }: ConfigurationKey): ConfigurationKeyView {
  return { ...rest, readAt: iso(readAt), changedAt: iso(changedAt) };
}
