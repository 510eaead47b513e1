/** Records of a charger's upkeep become what the REST API and the pages show. Pure. */
import type { CertificateRequest } from "./certificate_request.ts";
import type { InstalledProfile, ProfileTemplate } from "./charging_profile.ts";
import type { CompositeSchedule } from "./composite_schedule.ts";
import { withoutHidden } from "./hidden.ts";
import type { Job } from "./job.ts";
import type { SecurityEvent } from "./security_event.ts";
import { iso } from "./shape.ts";
import { safeFileName, type StoredFile } from "./upload.ts";
import type {
  CertificateRequestView,
  CompositeScheduleView,
  InstalledProfileView,
  JobView,
  ProfileTemplateView,
  SecurityEventView,
} from "./upkeep_views.ts";

export function toProfileTemplateView({ name, profile, createdAt }: ProfileTemplate): ProfileTemplateView {
  return { name, profile, createdAt: iso(createdAt) };
}

export function toInstalledProfileView(
  { connectorId, template, profile, setAt }: InstalledProfile,
): InstalledProfileView {
  return { connectorId, chargingProfileId: profile.chargingProfileId, template, profile, setAt: iso(setAt) };
}

export function toCompositeScheduleView(
  { v: _, at, startsAt, endsAt, periods, ...schedule }: CompositeSchedule,
): CompositeScheduleView {
  return {
    ...schedule,
    answeredAt: iso(at),
    from: iso(startsAt),
    to: iso(endsAt),
    periods: periods.map(({ at, ...limits }, i) => ({
      from: iso(at),
      to: iso(periods[i + 1]?.at ?? endsAt),
      ...limits,
    })),
  };
}

export function toJobView(job: Job, file: StoredFile | null): JobView {
  const { v: _, chargerId, startedAt, statuses, location, ...rest } = job;
  return {
    ...rest,
    location: withoutHidden(location),
    startedAt: iso(startedAt),
    statuses: statuses.map(({ status, at }) => ({ status, at: iso(at) })),
    file: file && {
      name: fileNameOf(job, file),
      bytes: file.bytes,
      receivedAt: iso(file.receivedAt),
      url: `/api/chargers/${encodeURIComponent(chargerId)}/jobs/${job.id}/file`,
    },
  };
}

/** What the charger called it in the address, or in its answer, or else by the job. */
export function fileNameOf(job: Job, file: StoredFile): string {
  return safeFileName(file.name ?? job.fileName ?? "", `${job.kind}-${job.id}`);
}

export function toSecurityEventView({ v: _, at, ...event }: SecurityEvent): SecurityEventView {
  return { ...event, at: iso(at) };
}

export function toCertificateRequestView(
  { id, csr, receivedAt, signedAt }: CertificateRequest,
): CertificateRequestView {
  const status = signedAt === null ? "pending" : "signed";
  return { id, status, csr, receivedAt: iso(receivedAt), signedAt: iso(signedAt) };
}
