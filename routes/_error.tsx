/** What went wrong, as a page: in what way, and where to go from here. */
import { HttpError, page } from "fresh";
import { EmptyState } from "@/components/EmptyState.tsx";
import { PageHead } from "@/components/PageHead.tsx";
import { define } from "@/lib/define.ts";
import { toProblemResponse } from "@/lib/http/problem.ts";

/** Chargers and the platform ask here; a page would be wasted on them. */
const FOR_PROGRAMS = /^\/(ocpp|health)(\/|$)/;

const TITLES: Record<number, string> = {
  400: "This address is not right",
  403: "Not allowed",
  404: "Not found",
  500: "Something failed",
};

export const handler = define.handlers((ctx) => {
  const { error, url, state } = ctx;
  const isForeseen = error instanceof HttpError;
  if (!isForeseen) state.services.log.error("Request failed", { path: url.pathname, error });
  const status = isForeseen ? error.status : 500;
  const text = isForeseen ? error.message : "The server could not make this page; its log says why.";
  if (/^\/api(\/|$)/.test(url.pathname)) return toProblemResponse(error);
  if (FOR_PROGRAMS.test(url.pathname)) return new Response(text, { status });
  state.title = TITLES[status] ?? `Error ${status}`;
  return page({ status, title: state.title, text }, { status });
});

export default define.page<typeof handler>(({ data: { status, title, text }, url }) => (
  <>
    <PageHead title={title} />
    <section class="card">
      <EmptyState title={text}>
        <p>
          <Onward path={url.pathname} />
        </p>
        <p class="hint">Error {status} · {url.pathname}</p>
      </EmptyState>
    </section>
  </>
));

function Onward({ path }: { path: string }) {
  if (path.startsWith("/chargers")) return <a class="button" href="/chargers">All chargers</a>;
  if (path.startsWith("/transactions")) return <a class="button" href="/transactions">All sessions</a>;
  return <a class="button" href="/">Overview</a>;
}
