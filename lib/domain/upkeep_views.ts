/** What programs and pages are shown of a charger's upkeep: profiles, jobs, security events, certificates. */
import type { ChargingProfile } from "./charging_profile.ts";
import type { JobKind } from "./job.ts";

export interface ProfileTemplateView {
  name: string;
  profile: ChargingProfile;
  createdAt: string;
}

export interface InstalledProfileView {
  /** 0: the charger as a whole. */
  connectorId: number;
  chargingProfileId: number;
  /** The name of the template it was made from. */
  template: string | null;
  profile: ChargingProfile;
  setAt: string;
}

/** What was asked, and the limits that the charger answered with, each as long as it holds. */
export interface CompositeScheduleView {
  /** 0: the charger as a whole. */
  connectorId: number;
  askedDurationS: number;
  askedUnit: string | null;
  answeredAt: string;
  from: string;
  to: string;
  /** Of the limits: W or A. */
  unit: string | null;
  minChargingRate: number | null;
  periods: { from: string; to: string; limit: number; numberPhases: number | null }[];
}

/** `file` is what came to our own address, while it is kept. */
export interface JobView {
  id: string;
  kind: JobKind;
  requestId: number | null;
  location: string;
  startedAt: string;
  /** Oldest first, as the standard spells them. */
  statuses: { status: string; at: string }[];
  /** What the charger said to upload. */
  fileName: string | null;
  file: { name: string; bytes: number; receivedAt: string; url: string } | null;
}

export interface SecurityEventView {
  id: string;
  type: string;
  at: string;
  techInfo: string | null;
}

export interface CertificateRequestView {
  id: string;
  status: "pending" | "signed";
  /** PEM. */
  csr: string;
  receivedAt: string;
  signedAt: string | null;
}
