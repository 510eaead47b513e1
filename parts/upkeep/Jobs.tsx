/** What a charger does for hours after it was asked: firmware updates, and uploads of what it logged. */
import { tabUrl } from "@/components/charger_tabs.ts";
import { Icon } from "@/components/Icon.tsx";
import { apiChargerUrl, withQuery } from "@/components/links.ts";
import { Pill } from "@/components/Pill.tsx";
import { useReader, useTexts } from "@/components/reader.ts";
import { Time } from "@/components/Time.tsx";
import { UpkeepCard } from "@/components/upkeep/UpkeepCard.tsx";
import QuickCommand from "@/parts/commands/QuickCommand.tsx";
import type { JobView } from "@/lib/domain/upkeep_views.ts";
import type { ChargerView, Page } from "@/lib/domain/views.ts";

interface JobsProps {
  charger: ChargerView;
  jobs: Page<JobView>;
  mayCommand: boolean;
}

export default function Jobs({ charger: { id, online }, jobs: { items, next }, mayCommand }: JobsProps) {
  const t = useTexts();
  const shared = { chargerId: id, isOnline: online };
  return (
    <UpkeepCard
      id="jobs"
      title={t("upkeep.jobs")}
      empty={t("upkeep.noJobs")}
      emptyHint={t("upkeep.noJobsHint")}
      isEmpty={items.length === 0}
      older={next && `${apiChargerUrl(id)}/jobs`}
      actions={mayCommand && (
        <>
          <a class="button" href={withQuery(tabUrl(id, "commands"), { action: "UpdateFirmware" })}>
            {t("upkeep.updateFirmware")}
          </a>
          <QuickCommand
            {...shared}
            wish={{ action: "GetDiagnostics", payload: {} }}
            label={t("upkeep.fetchDiagnostics")}
          />
          <QuickCommand
            {...shared}
            wish={{ action: "GetLog", payload: { logType: "SecurityLog" } }}
            label={t("upkeep.fetchLog")}
          />
        </>
      )}
    >
      <ul class="notes">{items.map((job) => <Job key={job.id} job={job} />)}</ul>
    </UpkeepCard>
  );
}

function Job({ job: { kind, location, startedAt, statuses, fileName, file } }: { job: JobView }) {
  const { t, format } = useReader();
  const last = statuses.at(-1);
  return (
    <li>
      <p class="job-head">
        <b>{t(`upkeep.job.${kind}`)}</b>
        <Pill status={last?.status ?? "Asked"} />
        <span class="hint">{t.parts("upkeep.jobStarted", { when: <Time at={startedAt} /> })}</span>
      </p>
      <p class="detail">{t(kind === "firmware" ? "upkeep.from" : "upkeep.to", { address: location })}</p>
      {fileName !== null && file === null && <p class="detail">{t("upkeep.fileName", { name: fileName })}</p>}
      {statuses.length > 0 && (
        <ol class="job-steps">
          {statuses.map(({ status, at }) => (
            <li key={at + status}>
              {status} <time dateTime={at}>{format.at("second", Date.parse(at))}</time>
            </li>
          ))}
        </ol>
      )}
      {file !== null && (
        <p>
          <a class="button" href={file.url} download={file.name}>
            <Icon name="download" size={15} />{" "}
            {t("upkeep.download", { name: file.name, size: `${format.number(file.bytes / 1024, 1)} KiB` })}
          </a>
        </p>
      )}
    </li>
  );
}
