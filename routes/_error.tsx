/** What went wrong, as a page: in what way, and where to go from here. */
import { HttpError, page } from "fresh";
import { EmptyState } from "@/components/EmptyState.tsx";
import { PageHead } from "@/components/PageHead.tsx";
import { useTexts } from "@/components/reader.ts";
import { define } from "@/lib/define.ts";
import { foreseen, Problem, toProblemResponse } from "@/lib/http/problem.ts";
import type { Texts } from "@/lib/texts/texts.ts";

/** Chargers and the platform ask here; a page would be wasted on them. */
const FOR_PROGRAMS = /^\/(ocpp|health)(\/|$)/;

export const handler = define.handlers((ctx) => {
  const { url, state } = ctx;
  const error = foreseen(ctx.error);
  const isForeseen = error instanceof HttpError;
  if (!isForeseen) state.services.log.error("Request failed", { path: url.pathname, error });
  const status = isForeseen ? error.status : 500;
  if (/^\/api(\/|$)/.test(url.pathname)) return toProblemResponse(error);
  const { t } = state.reader;
  if (FOR_PROGRAMS.test(url.pathname)) return new Response(isForeseen ? error.message : t("error.failed"), { status });
  state.title = titleOf(status, t);
  return page({ status, title: state.title, ...tell(error, t) }, { status });
});

function titleOf(status: number, t: Texts): string {
  switch (status) {
    case 400:
    case 403:
    case 404:
    case 500:
    case 503:
      return t(`error.${status}`);
    default:
      return t("error.other", { status: String(status) });
  }
}

/** `technical` is for whoever made the address: a sentence of the API's, in English. */
function tell(error: unknown, t: Texts): { text: string; technical: string | null } {
  if (!(error instanceof HttpError)) return { text: t("error.failed"), technical: null };
  if (error.status === 503) return { text: t("error.notStored"), technical: error.message };
  if (error.status === 403) return { text: t("error.mayNot"), technical: error.message };
  if (error instanceof Problem) return { text: t("error.query"), technical: error.message };
  // Fresh's own, for an address that no route has, repeats the status.
  if (error.status === 404 && /^Not Found$/i.test(error.message)) return { text: t("error.noPage"), technical: null };
  return { text: error.message, technical: null };
}

export default define.page<typeof handler>(({ data: { status, title, text, technical }, url, state }) => (
  <>
    <PageHead title={title} />
    <section class="card">
      <EmptyState title={text}>
        {technical !== null && <p lang="en">{technical}</p>}
        <p>
          <Onward path={url.pathname} />
        </p>
        <p class="hint">{state.reader.t("error.where", { status: String(status), path: url.pathname })}</p>
      </EmptyState>
    </section>
  </>
));

function Onward({ path }: { path: string }) {
  const t = useTexts();
  if (path.startsWith("/chargers")) return <a class="button" href="/chargers">{t("error.allChargers")}</a>;
  if (path.startsWith("/transactions")) return <a class="button" href="/transactions">{t("error.allSessions")}</a>;
  return <a class="button" href="/">{t("nav.overview")}</a>;
}
