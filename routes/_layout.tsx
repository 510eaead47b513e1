/** What stands around every page but the log-in: the way to all others. */
import { Icon } from "@/components/Icon.tsx";
import { ReaderOfPage } from "@/components/reader.ts";
import { Confirm, LinkState, Shortcuts, Toasts } from "@/islands/Shell.tsx";
import { define } from "@/lib/define.ts";

const PLACES = [
  { href: "/", name: "overview", icon: "layout-dashboard" },
  { href: "/chargers", name: "chargers", icon: "ev-charger" },
  { href: "/transactions", name: "sessions", icon: "activity" },
  { href: "/tags", name: "tags", icon: "id-card" },
  { href: "/messages", name: "messages", icon: "messages-square" },
] as const;

export default define.layout(({ Component, url, state }) => {
  const { reader: { t }, user } = state;
  return (
    <ReaderOfPage.Provider value={state.reader}>
      <div class="shell">
        <a class="skip" href="#main">{t("nav.skip")}</a>
        <header class="side">
          <a class="brand" href="/">
            <Icon name="zap" size={18} /> <span>{t("app.name")}</span>
          </a>
          <nav aria-label={t("nav.main")}>
            <ul>
              {PLACES.map(({ href, name, icon }) => (
                <li key={href}>
                  <a href={href} aria-current={currentness(href, url.pathname)}>
                    <Icon name={icon} size={18} /> <span class="long">{t(`nav.${name}`)}</span>
                    <span class="short" aria-hidden="true">{t(`nav.short.${name}`)}</span>
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <div class="side-foot">
            <a class="button quiet to-settings" href="/settings" aria-current={currentness("/settings", url.pathname)}>
              <Icon name="settings" size={18} /> <span class="long">{t("nav.settings")}</span>
            </a>
            <LinkState />
            <Shortcuts />
            {user?.authentication === "session" && (
              <>
                <p class="who">
                  {user.name}
                  <small>{t(`role.${user.role}`)}</small>
                </p>
                <form method="post" action="/logout">
                  <button type="submit" class="button quiet">
                    <Icon name="log-out" /> {t("nav.logOut")}
                  </button>
                </form>
              </>
            )}
          </div>
        </header>
        <main id="main" tabIndex={-1}>
          <Component />
        </main>
        <Toasts />
        <Confirm />
      </div>
    </ReaderOfPage.Provider>
  );
});

function currentness(href: string, path: string): "page" | "true" | undefined {
  if (path === href) return "page";
  // Commands to many chargers are begun in their list, and `/chargers/…` are chargers.
  const below = href === "/chargers" && /^\/bulk-commands(\/|$)/.test(path);
  return below || (href !== "/" && path.startsWith(`${href}/`)) ? "true" : undefined;
}
