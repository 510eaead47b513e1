import { useSignal } from "@preact/signals";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Icon } from "@/components/Icon.tsx";
import { useTexts } from "@/components/reader.ts";
import { Time } from "@/components/Time.tsx";
import TokenDialog from "@/parts/TokenDialog.tsx";
import { callApi, tellFailure } from "@/lib/client/api.ts";
import { confirmed } from "@/lib/client/confirm.ts";
import { toast } from "@/lib/client/toasts.ts";
import type { TokenView } from "@/lib/domain/operator.ts";

/** What programs log in with. */
export default function TokensCard({ tokens: drawn }: { tokens: TokenView[] }) {
  const t = useTexts();
  const tokens = useSignal(drawn);
  const isAdding = useSignal(false);

  async function remove({ id, name }: TokenView) {
    const question = { title: t("tokens.deleteTitle", { name }), text: t("tokens.deleteText"), action: t("do.delete") };
    if (!await confirmed(question)) return;
    const removed = await callApi("DELETE", `/api/tokens/${id}`);
    if (removed.type === "failed") return toast(tellFailure(removed, t), { isFailure: true });
    tokens.value = tokens.value.filter((one) => one.id !== id);
    toast(t("tokens.deleted", { name }));
  }

  return (
    <section class="card" aria-labelledby="tokens">
      <header class="card-head">
        <h2 id="tokens">{t("tokens.title")}</h2>
        <button type="button" class="button needs-script more-button" onClick={() => isAdding.value = true}>
          <Icon name="plus" /> {t("tokens.add")}
        </button>
      </header>
      {tokens.value.length === 0
        ? <EmptyState title={t("tokens.none")}>{t("tokens.noneHint")}</EmptyState>
        : (
          <table class="table" aria-labelledby="tokens">
            <thead>
              <tr>
                <th scope="col">{t("tokens.name")}</th>
                <th scope="col" class="w-state">{t("tokens.role")}</th>
                <th scope="col" class="medium w-date">{t("tokens.expires")}</th>
                <th scope="col" class="wide w-time">{t("tokens.used")}</th>
                <th scope="col" class="w-edit needs-script">
                  <span class="sr-only">{t("tokens.actions")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {tokens.value.map((token) => (
                <tr key={token.id}>
                  <th scope="row">
                    <span class="row-name">{token.name}</span>
                    {token.createdBy !== null && (
                      <span class="sub">{t("tokens.madeBy", { name: token.createdBy })}</span>
                    )}
                  </th>
                  <td>{t(`role.${token.role}`)}</td>
                  <td class="medium">
                    {token.isExpired && `${t("tokens.expired")} `}
                    {token.expiresAt === null ? t("tokens.noEnd") : <Time at={token.expiresAt} exact />}
                  </td>
                  <td class="wide">
                    {token.lastUsedAt === null ? t("tokens.unused") : <Time at={token.lastUsedAt} />}
                  </td>
                  <td class="actions needs-script">
                    <button type="button" class="button quiet" onClick={() => remove(token)}>
                      {t("do.delete")}
                      <span class="sr-only">{token.name}</span>
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      {isAdding.value && (
        <TokenDialog
          onAdded={(token) => tokens.value = [token, ...tokens.value]}
          onClose={() => isAdding.value = false}
        />
      )}
    </section>
  );
}
