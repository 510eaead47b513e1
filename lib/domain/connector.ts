/** A connector: the outlet a car plugs into. Number 0 is the charger as a whole (OCPP 1.6 §3.2). */
import { z } from "zod";

/** ChargePointStatus, OCPP 1.6 §7.7. */
export const connectorStatuses = [
  "Available",
  "Preparing",
  "Charging",
  "SuspendedEVSE",
  "SuspendedEV",
  "Finishing",
  "Reserved",
  "Unavailable",
  "Faulted",
] as const;
export type ConnectorStatus = typeof connectorStatuses[number];

const text = z.string().nullable();

/** `status` null: never told. `statusAt` is epoch ms. */
export const connectorSchema = z.object({
  v: z.literal(1),
  chargerId: z.string(),
  connectorId: z.number().int().nonnegative(),
  status: z.enum(connectorStatuses).nullable(),
  errorCode: text,
  info: text,
  vendorId: text,
  vendorErrorCode: text,
  statusAt: z.number().nullable(),
});
export type Connector = z.infer<typeof connectorSchema>;

/** A connector that is known by its meter or transaction, and has not told its status. */
export function newConnector(chargerId: string, connectorId: number): Connector {
  return {
    v: 1,
    chargerId,
    connectorId,
    status: null,
    errorCode: null,
    info: null,
    vendorId: null,
    vendorErrorCode: null,
    statusAt: null,
  };
}
