import { useSignal } from "@preact/signals";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Icon } from "@/components/Icon.tsx";
import { useTexts } from "@/components/reader.ts";
import { Time } from "@/components/Time.tsx";
import OperatorDialog from "@/parts/OperatorDialog.tsx";
import { callApi, tellFailure } from "@/lib/client/api.ts";
import { toast } from "@/lib/client/toasts.ts";
import type { OperatorView } from "@/lib/domain/operator.ts";
import type { Page } from "@/lib/domain/views.ts";

type Open = { type: "add" } | { type: "edit"; operator: OperatorView } | null;

/** Who may log in, and in which role. */
export default function OperatorsCard({ operators: drawn, ownName }: {
  operators: OperatorView[];
  /** Null: nobody is asked to log in. */
  ownName: string | null;
}) {
  const t = useTexts();
  const operators = useSignal(drawn);
  const open = useSignal<Open>(null);

  async function close(isChanged: boolean) {
    open.value = null;
    if (!isChanged) return;
    const answer = await callApi<Page<OperatorView>>("GET", "/api/operators");
    if (answer.type === "done") operators.value = answer.data.items;
    else toast(tellFailure(answer, t), { isFailure: true });
  }

  const now = open.value;
  return (
    <section class="card" aria-labelledby="operators">
      <header class="card-head">
        <h2 id="operators">{t("operators.title")}</h2>
        <button type="button" class="button needs-script more-button" onClick={() => open.value = { type: "add" }}>
          <Icon name="plus" /> {t("operators.add")}
        </button>
      </header>
      {operators.value.length === 0
        ? <EmptyState title={t("operators.none")}>{t("operators.noneHint")}</EmptyState>
        : (
          <table class="table" aria-labelledby="operators">
            <thead>
              <tr>
                <th scope="col">{t("operators.name")}</th>
                <th scope="col" class="w-state">{t("operators.role")}</th>
                <th scope="col" class="medium w-date">{t("operators.lastLogin")}</th>
                <th scope="col" class="w-edit needs-script">
                  <span class="sr-only">{t("operators.actions")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {operators.value.map((operator) => (
                <tr key={operator.name}>
                  <th scope="row">
                    <span class="row-name">{operator.name}</span>
                    {operator.isFromSettings && <span class="sub">{t("operators.fromSettings")}</span>}
                    {operator.name === ownName && <span class="sub">{t("operators.you")}</span>}
                  </th>
                  <td>{t(`role.${operator.role}`)}</td>
                  <td class="medium">
                    {operator.lastLoginAt === null ? t("operators.neverIn") : <Time at={operator.lastLoginAt} />}
                  </td>
                  <td class="actions needs-script">
                    {!operator.isFromSettings && (
                      <button
                        type="button"
                        class="button quiet"
                        onClick={() => open.value = { type: "edit", operator }}
                      >
                        {t("do.edit")}
                        <span class="sr-only">{operator.name}</span>
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      {now !== null && (
        <OperatorDialog
          operator={now.type === "edit" ? now.operator : null}
          isFirst={operators.value.length === 0}
          onDone={close}
        />
      )}
    </section>
  );
}
