import { useTexts } from "@/components/reader.ts";
import { Time } from "@/components/Time.tsx";
import type { AuditEntryView } from "@/lib/domain/audit.ts";

const FIRST_FAILURE = 400;

/** Who did what, a row each, newest first. */
export function AuditTable({ entries }: { entries: AuditEntryView[] }) {
  const t = useTexts();
  return (
    <table class="table" aria-label={t("audit.title")}>
      <thead>
        <tr>
          <th scope="col" class="w-date">{t("audit.when")}</th>
          <th scope="col">{t("audit.what")}</th>
          <th scope="col" class="medium">{t("audit.who")}</th>
          <th scope="col" class="wide">{t("audit.target")}</th>
          <th scope="col" class="wide w-state">{t("audit.result")}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ id, at, operator, authentication, address, action, target, detail, status }) => (
          <tr key={id}>
            <td>
              <Time at={at} exact />
            </td>
            <th scope="row">
              <span class="row-name">{t.word("audit", action)}</span>
              {detail !== null && <span class="sub">{detail}</span>}
              <span class="sub narrow">{operator ?? t("audit.nobody")}</span>
            </th>
            <td class="medium">
              {operator ?? t("audit.nobody")}
              <span class="sub">{[t(`audit.with.${authentication}`), address].filter(Boolean).join(" · ")}</span>
            </td>
            <td class="wide">
              <code>{target}</code>
            </td>
            <td class="wide">
              {status < FIRST_FAILURE ? t("audit.done") : t("audit.refused", { status: String(status) })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
