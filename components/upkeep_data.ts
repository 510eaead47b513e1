/** What the page of a charger's upkeep shows. */
import type {
  CertificateRequestView,
  CompositeScheduleView,
  InstalledProfileView,
  JobView,
  SecurityEventView,
} from "@/lib/domain/upkeep_views.ts";
import type { ChargerView, Page, ReservationView } from "@/lib/domain/views.ts";
import type { Services } from "@/lib/services.ts";

export interface UpkeepData {
  charger: ChargerView;
  jobs: Page<JobView>;
  profiles: InstalledProfileView[];
  schedules: CompositeScheduleView[];
  /** Those that are Active. */
  reservations: ReservationView[];
  securityEvents: Page<SecurityEventView>;
  certificateRequests: Page<CertificateRequestView>;
}

const SHOWN = 10;
const RESERVATIONS_LOOKED_AT = 100;

/** Null: there is no such charger. */
export async function readUpkeep(
  { fleet, upkeepReads, chargerReads }: Services,
  id: string,
): Promise<UpkeepData | null> {
  const charger = fleet.view(id);
  if (charger === null) return null;
  const none = { items: [], next: null };
  const [jobs, profiles, schedules, reservations, securityEvents, certificateRequests] = await Promise.all([
    upkeepReads.jobs(id, { limit: SHOWN }),
    upkeepReads.installedProfiles(id),
    upkeepReads.compositeSchedules(id),
    chargerReads.reservations(id, { limit: RESERVATIONS_LOOKED_AT }),
    upkeepReads.securityEvents(id, { limit: SHOWN }),
    upkeepReads.certificateRequests(id, { limit: SHOWN }),
  ]);
  return {
    charger,
    jobs: jobs ?? none,
    profiles: profiles ?? [],
    schedules: schedules ?? [],
    reservations: reservations.items.filter(({ status }) => status === "Active"),
    securityEvents: securityEvents ?? none,
    certificateRequests: certificateRequests ?? none,
  };
}
