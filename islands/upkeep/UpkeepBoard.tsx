import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ChargerRights } from "@/components/charger_rights.ts";
import { tabUrl } from "@/components/charger_tabs.ts";
import { withQuery } from "@/components/links.ts";
import type { UpkeepData } from "@/components/upkeep_data.ts";
import { CertificateRequests, SecurityEvents } from "@/components/upkeep/SecurityCards.tsx";
import Jobs from "@/parts/upkeep/Jobs.tsx";
import Manage from "@/parts/upkeep/Manage.tsx";
import Profiles from "@/parts/upkeep/Profiles.tsx";
import Reservations from "@/parts/upkeep/Reservations.tsx";
import { onLive } from "@/lib/client/live.ts";
import { Reread } from "@/lib/client/reread.ts";
import { Ticking } from "@/lib/client/Ticking.tsx";

/** What a charger tells of itself that no event names: it is read again. */
const TOLD_BY = /^(FirmwareStatus|DiagnosticsStatus|LogStatus|SignedFirmwareStatus|SecurityEvent)|^SignCertificate$/;

/** A charger's upkeep: what it was given, what it does about it, and what is decided about it. */
export default function UpkeepBoard({ data: drawn, rights }: { data: UpkeepData; rights: ChargerRights }) {
  const data = useSignal(drawn);
  const { id } = drawn.charger;

  useEffect(() => {
    const reread = new Reread<UpkeepData>((read) => data.value = read);
    const unlisten = onLive({
      charger(charger) {
        data.value = { ...data.value, charger };
        reread.soon();
      },
      command({ settledAt }) {
        if (settledAt !== null) reread.soon();
      },
      frame({ action, type }) {
        if (type === "result" && action !== null && TOLD_BY.test(action)) reread.soon();
      },
      // Its profile goes with it.
      transaction({ state }) {
        if (state === "ended") reread.soon();
      },
      reset: () => reread.soon(),
    }, { chargerId: id });
    return () => {
      unlisten();
      reread.stop();
    };
  }, []);

  const { charger, jobs, profiles, schedules, reservations, securityEvents, certificateRequests } = data.value;
  const handOver = rights.prove ? withQuery(tabUrl(id, "commands"), { action: "CertificateSigned" }) : null;
  return (
    <Ticking>
      <div class="columns">
        <div class="column-main">
          <Jobs charger={charger} jobs={jobs} mayCommand={rights.command} />
          <Profiles charger={charger} profiles={profiles} schedules={schedules} mayCommand={rights.command} />
          <Reservations charger={charger} reservations={reservations} mayCommand={rights.command} />
        </div>
        <div class="column-side">
          <Manage charger={charger} rights={rights} />
          <SecurityEvents chargerId={id} events={securityEvents} />
          <CertificateRequests chargerId={id} requests={certificateRequests} handOver={handOver} />
        </div>
      </div>
    </Ticking>
  );
}
