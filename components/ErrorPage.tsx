/** What went wrong: in what way, and where to go from here. */
import { EmptyState } from "@/components/EmptyState.tsx";
import { PageHead } from "@/components/PageHead.tsx";
import { useTexts } from "@/components/reader.ts";

interface ErrorPageProps {
  status: number;
  title: string;
  text: string;
  /** A sentence in English, for whoever made the address. */
  technical: string | null;
  path: string;
}

export function ErrorPage({ status, title, text, technical, path }: ErrorPageProps) {
  const t = useTexts();
  return (
    <>
      <PageHead title={title} />
      <section class="card">
        <EmptyState title={text}>
          {technical !== null && <p lang="en">{technical}</p>}
          <p>
            <Onward path={path} />
          </p>
          <p class="hint">{t("error.where", { status: String(status), path })}</p>
        </EmptyState>
      </section>
    </>
  );
}

function Onward({ path }: { path: string }) {
  const t = useTexts();
  if (path.startsWith("/chargers")) return <a class="button" href="/chargers">{t("error.allChargers")}</a>;
  if (path.startsWith("/transactions")) return <a class="button" href="/transactions">{t("error.allSessions")}</a>;
  return <a class="button" href="/">{t("nav.overview")}</a>;
}
