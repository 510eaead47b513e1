/** Settings: language, who may log in, tokens, and what the server runs with. */
import { page } from "fresh";
import { LanguageChoice } from "@/components/LanguageChoice.tsx";
import { PageHead } from "@/components/PageHead.tsx";
import { useTexts } from "@/components/reader.ts";
import { AboutServer, ServerSettings } from "@/components/ServerSettings.tsx";
import AccountCard from "@/islands/AccountCard.tsx";
import OperatorsCard from "@/islands/OperatorsCard.tsx";
import TokensCard from "@/islands/TokensCard.tsx";
import { define } from "@/lib/define.ts";
import { chosenLanguage } from "@/lib/readers.ts";

const TOKENS_SHOWN = 500;

export const handler = define.handlers({
  async GET(ctx) {
    const { services, reader, may } = ctx.state;
    ctx.state.title = reader.t("nav.settings");
    // What is the admins' is not even read for others.
    const isAdmin = may("GET /api/operators");
    const [operators, tokens, about] = await Promise.all([
      isAdmin ? services.accounts.list() : null,
      isAdmin ? services.apiTokens.list({ limit: TOKENS_SHOWN }) : null,
      isAdmin ? services.about.view() : null,
    ]);
    return page({ operators, tokens, about }, { headers: { "cache-control": "no-store" } });
  },
});

export default define.page<typeof handler>(({ data: { operators, tokens, about }, req, state }) => {
  const { reader: { t }, user, services: { config } } = state;
  const ownName = user?.authentication === "session" ? user.name : null;
  return (
    <>
      <PageHead title={t("nav.settings")} />
      <div class="columns">
        {about !== null && (
          <div class="column-main">
            {operators !== null && <OperatorsCard operators={operators} ownName={ownName} />}
            {tokens !== null && <TokensCard tokens={tokens.items} />}
            <ServerSettings config={config} />
          </div>
        )}
        <div class="column-side">
          <LanguageChoice chosen={chosenLanguage(req)} />
          {ownName !== null && <AccountCard name={ownName} />}
          {state.may("GET /api/audit") && <AuditLink />}
          {about !== null && <AboutServer about={about} />}
        </div>
      </div>
    </>
  );
});

function AuditLink() {
  const t = useTexts();
  return (
    <section class="card" aria-labelledby="audit">
      <header class="card-head">
        <h2 id="audit">{t("audit.title")}</h2>
        <a class="more" href="/settings/audit">{t("audit.open")}</a>
      </header>
      <p class="card-text hint">{t("audit.hint")}</p>
    </section>
  );
}
