/** What a charger told of its own security, and the certificates that it asked for. */
import { Icon } from "@/components/Icon.tsx";
import { apiChargerUrl } from "@/components/links.ts";
import { useTexts } from "@/components/reader.ts";
import { Time } from "@/components/Time.tsx";
import { UpkeepCard } from "@/components/upkeep/UpkeepCard.tsx";
import type { CertificateRequestView, SecurityEventView } from "@/lib/domain/upkeep_views.ts";
import type { Page } from "@/lib/domain/views.ts";

export function SecurityEvents({ chargerId, events: { items, next } }: {
  chargerId: string;
  events: Page<SecurityEventView>;
}) {
  const t = useTexts();
  return (
    <UpkeepCard
      id="security"
      title={t("upkeep.security")}
      empty={t("upkeep.noSecurity")}
      isEmpty={items.length === 0}
      older={next && `${apiChargerUrl(chargerId)}/security-events`}
    >
      <ul class="notes">
        {items.map(({ id, type, at, techInfo }) => (
          <li key={id}>
            <p>
              {type}{" "}
              <span class="hint">
                <Time at={at} />
              </span>
            </p>
            {techInfo !== null && <p class="detail">{techInfo}</p>}
          </li>
        ))}
      </ul>
    </UpkeepCard>
  );
}

export function CertificateRequests({ chargerId, requests: { items, next }, handOver }: {
  chargerId: string;
  requests: Page<CertificateRequestView>;
  /** Where a certificate is handed over; null: who reads this may not. */
  handOver: string | null;
}) {
  const t = useTexts();
  return (
    <UpkeepCard
      id="certificates"
      title={t("upkeep.certificates")}
      empty={t("upkeep.noCertificates")}
      isEmpty={items.length === 0}
      older={next && `${apiChargerUrl(chargerId)}/certificate-requests`}
    >
      <ul class="notes">
        {items.map(({ id, status, csr, receivedAt }) => (
          <li key={id}>
            <p>
              {t(`upkeep.certificate.${status}`)}{" "}
              <span class="hint">
                <Time at={receivedAt} />
              </span>
            </p>
            <p class="buttons">
              <a
                class="button"
                href={`data:application/pkcs10,${encodeURIComponent(csr)}`}
                download={`${chargerId.replace(/[^\w-]+/g, "-")}-${id}.csr`}
              >
                <Icon name="download" size={15} /> {t("upkeep.downloadCsr")}
              </a>
              {handOver !== null && status === "pending" && <a class="button" href={handOver}>{t("upkeep.handOver")}
              </a>}
            </p>
          </li>
        ))}
      </ul>
    </UpkeepCard>
  );
}
