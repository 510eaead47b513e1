/** Which records an export tells, and how: in the names and units of the REST API. What is not here is never told. */
import type { z } from "zod";
import { auditEntrySchema } from "../../domain/audit.ts";
import { bulkChargerSchema, bulkCommandSchema } from "../../domain/bulk_command.ts";
import { toBulkChargerView, toBulkCommandView } from "../../domain/bulk_views.ts";
import { certificateRequestSchema } from "../../domain/certificate_request.ts";
import { chargerNoteSchema } from "../../domain/charger_note.ts";
import { chargerSchema } from "../../domain/charger.ts";
import { installedProfileSchema, profileTemplateSchema } from "../../domain/charging_profile.ts";
import { commandSchema } from "../../domain/command.ts";
import { configurationKeySchema } from "../../domain/configuration.ts";
import { connectorSchema } from "../../domain/connector.ts";
import { jobSchema } from "../../domain/job.ts";
import { reservationSchema } from "../../domain/reservation.ts";
import { securityEventSchema } from "../../domain/security_event.ts";
import { statusChangeSchema } from "../../domain/status_change.ts";
import {
  iso,
  toChargerNoteView,
  toChargerView,
  toCommandView,
  toConfigurationKeyView,
  toConnectorView,
  toReservationView,
  toTagView,
  toTransactionView,
  toUnmatchedStopView,
} from "../../domain/shape.ts";
import { timeOfUlid } from "../../ids.ts";
import { tagSchema } from "../../domain/tag.ts";
import { transactionSchema, unmatchedStopSchema } from "../../domain/transaction.ts";
import {
  toCertificateRequestView,
  toInstalledProfileView,
  toJobView,
  toProfileTemplateView,
  toSecurityEventView,
} from "../../domain/upkeep_shape.ts";

/** One kind of record: under which key it is, and how it is told. `at`: when it happened; none for what simply is. */
export interface Kind {
  record: string;
  prefix: string;
  read(value: unknown, key: Deno.KvKey, now: number): { view: object; at?: number } | null;
}

function kind<T>(
  record: string,
  prefix: string,
  schema: z.ZodType<T>,
  tell: (value: T, key: Deno.KvKey, now: number) => { view: object; at?: number },
): Kind {
  return {
    record,
    prefix,
    read(value, key, now) {
      const parsed = schema.safeParse(value);
      return parsed.success ? tell(parsed.data, key, now) : null;
    },
  };
}

const chargerOf = (key: Deno.KvKey) => ({ chargerId: String(key[1]) });

export const kinds: Kind[] = [
  kind("charger", "charger", chargerSchema, (charger) => {
    const now = { online: false, address: null, lastSeenAt: null, connectors: [] };
    const { online: _, address: __, connectors: ___, ...view } = toChargerView(charger, now);
    return { view };
  }),
  kind("connector", "connector", connectorSchema, (connector, key) => {
    const { transactionId: _, reading: __, ...view } = toConnectorView(connector, {
      transactionId: null,
      reading: null,
    });
    return { view: { ...chargerOf(key), ...view } };
  }),
  kind("statusChange", "status", statusChangeSchema, ({ v: _, at, ...change }, key) => ({
    view: { ...chargerOf(key), connectorId: Number(key[2]), ...change, at: iso(at) },
    at,
  })),
  kind("note", "note", chargerNoteSchema, (note, key) => {
    const { text: _, ...view } = toChargerNoteView(note);
    return { view: { ...chargerOf(key), ...view } };
  }),
  kind("configuration", "configuration", configurationKeySchema, (known, key) => ({
    view: { ...chargerOf(key), ...toConfigurationKeyView(known) },
  })),
  kind("tag", "tag", tagSchema, (tag) => ({ view: toTagView(tag) })),
  kind("chargingProfile", "profile_template", profileTemplateSchema, (one) => ({ view: toProfileTemplateView(one) })),
  kind("installedProfile", "installed_profile", installedProfileSchema, (one, key) => ({
    view: { ...chargerOf(key), ...toInstalledProfileView(one) },
  })),
  kind("reservation", "reservation", reservationSchema, (one, _, now) => ({
    view: toReservationView(one, now),
    at: one.reservedAt,
  })),
  kind("transaction", "transaction", transactionSchema, (one, _, now) => {
    const { reading: __, ...view } = toTransactionView(one, null, now);
    return { view, at: one.startedAt };
  }),
  ...["unmatched_stop", "settled_stop"].map((prefix) =>
    kind("unmatchedStop", prefix, unmatchedStopSchema, (stop) => ({
      view: { ...toUnmatchedStopView(stop), settled: stop.settled && { ...stop.settled, at: iso(stop.settled.at) } },
      at: stop.at,
    }))
  ),
  kind("job", "job", jobSchema, (job, key) => ({
    view: { ...chargerOf(key), ...toJobView(job, null) },
    at: job.startedAt,
  })),
  kind("command", "command", commandSchema, (command) => ({ view: toCommandView(command), at: command.askedAt })),
  kind("bulkCommand", "bulk_command", bulkCommandSchema, (bulk) => ({
    view: toBulkCommandView(bulk),
    at: bulk.askedAt,
  })),
  kind("bulkCharger", "bulk_charger", bulkChargerSchema, (charger, key) => ({
    view: toBulkChargerView(String(key[1]), { n: Number(key[2]), charger }),
    at: timeOfUlid(String(key[1])),
  })),
  kind("audit", "audit", auditEntrySchema, ({ v: _, at, ...entry }) => ({ view: { ...entry, at: iso(at) }, at })),
  kind("securityEvent", "security_event", securityEventSchema, (event, key) => ({
    view: { ...chargerOf(key), ...toSecurityEventView(event) },
    at: event.at,
  })),
  kind("certificateRequest", "csr", certificateRequestSchema, (request, key) => ({
    view: { ...chargerOf(key), ...toCertificateRequestView(request) },
    at: request.receivedAt,
  })),
];
