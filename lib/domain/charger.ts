/** A charger (OCPP: Charge Point) as it is stored: who it says it is, and what the operator decided about it. */
import { z } from "zod";

export const registrations = ["Accepted", "Pending", "Rejected"] as const;
export type Registration = typeof registrations[number];

/** How a charger proves who it is: not at all, by password, by password over wss, by certificate (security whitepaper). */
export const securityProfiles = [0, 1, 2, 3] as const;
export type SecurityProfile = typeof securityProfiles[number];

const text = z.string().nullable();
const at = z.number().nullable();
const jobStatus = z.object({ status: z.string(), at: z.number() }).nullable();

/** Times are epoch ms. `protocol` is the WebSocket subprotocol of the last link, such as `ocpp1.6`. */
export const chargerSchema = z.object({
  v: z.literal(1),
  id: z.string(),
  label: text,
  vendor: text,
  model: text,
  serialNumber: text,
  firmwareVersion: text,
  iccid: text,
  imsi: text,
  meterType: text,
  meterSerialNumber: text,
  protocol: text,
  registration: z.enum(registrations),
  firstSeenAt: z.number(),
  connectedAt: at,
  lastSeenAt: at,
  bootedAt: at,
  firmwareStatus: jobStatus,
  diagnosticsStatus: jobStatus,
  /** The operator's; null: as all others. 0 never pings. */
  idleTimeoutS: z.number().nullable().default(null),
  /** The operator's; null: as all others. */
  securityProfile: z.literal(securityProfiles).nullable().default(null),
  localList: z.object({ version: z.number(), at: z.number() }).nullable().default(null),
});
export type Charger = z.infer<typeof chargerSchema>;

/** What a BootNotification says of the charger itself (OCPP 1.6 §6.3). */
export type Identity = Pick<
  Charger,
  "vendor" | "model" | "serialNumber" | "firmwareVersion" | "iccid" | "imsi" | "meterType" | "meterSerialNumber"
>;

/** The row of a charger never seen before: it exists from the handshake, boot or no boot. */
export function newCharger(id: string, at: number, registration: Registration): Charger {
  return {
    v: 1,
    id,
    label: null,
    vendor: null,
    model: null,
    serialNumber: null,
    firmwareVersion: null,
    iccid: null,
    imsi: null,
    meterType: null,
    meterSerialNumber: null,
    protocol: null,
    registration,
    firstSeenAt: at,
    connectedAt: null,
    lastSeenAt: null,
    bootedAt: null,
    firmwareStatus: null,
    diagnosticsStatus: null,
    idleTimeoutS: null,
    securityProfile: null,
    localList: null,
  };
}

/** Which instance holds a charger's link. `link` names the socket, so that an old one's late close changes nothing. */
export const presenceSchema = z.object({
  v: z.literal(1),
  instance: z.string(),
  link: z.string(),
  connectedAt: z.number(),
  address: text,
});
export type Presence = z.infer<typeof presenceSchema>;
