/** A job: what a charger does for hours after it has answered; a firmware update, or an upload of what it logged. */
import { z } from "zod";

/** `diagnostics` is asked by GetDiagnostics, `log` by the security extension's GetLog. */
export const jobKinds = ["firmware", "diagnostics", "log"] as const;
export type JobKind = typeof jobKinds[number];

/**
 * Times are epoch ms. `location` is where the charger fetches from, or uploads to. `fileName` is what it said to upload.
 * `statuses` are oldest first, each as the standard spells it.
 */
export const jobSchema = z.object({
  v: z.literal(1),
  id: z.string(),
  chargerId: z.string(),
  kind: z.enum(jobKinds),
  requestId: z.number().int().nullable(),
  location: z.string(),
  fileName: z.string().nullable(),
  startedAt: z.number(),
  statuses: z.array(z.object({ status: z.string(), at: z.number() })),
});
export type Job = z.infer<typeof jobSchema>;

/** What a charger tells of a job. `requestId` null: it does not say which. */
export interface JobStatus {
  kind: JobKind;
  requestId: number | null;
  status: string;
  at: number;
}

const DONE = ["Installed", "Uploaded"];
const FAILED = [
  "BadMessage",
  "DownloadFailed",
  "InstallationFailed",
  "InstallVerificationFailed",
  "InvalidSignature",
  "NotSupportedOperation",
  "PermissionDenied",
  "UploadFailed",
  "UploadFailure",
];
/** A charger that tells without end must not fill the record. */
const MOST_STATUSES = 200;

/**
 * The job that a status is about; null when there is none.
 *
 * With a request's number, the newest job of that number. Without, the newest that is not over; a failure is not the end
 * of the newest job of its kind, because its charger may try again (OCPP 1.6 §6.25 `retries`).
 */
export function jobMeant(newestFirst: Job[], { kind, requestId }: JobStatus): Job | null {
  const candidates = newestFirst.filter((job) => job.kind === kind);
  if (requestId !== null) return candidates.find((job) => job.requestId === requestId) ?? null;
  return candidates.find((job, i) => {
    const last = job.statuses.at(-1)?.status ?? "";
    return !DONE.includes(last) && (i === 0 || !FAILED.includes(last));
  }) ?? null;
}

/** A status told again changes nothing. */
export function withStatus(job: Job, { status, at }: { status: string; at: number }): Job {
  if (job.statuses.at(-1)?.status === status) return job;
  return { ...job, statuses: [...job.statuses, { status, at }].slice(-MOST_STATUSES) };
}
