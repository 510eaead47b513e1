/** What stands around every page but the log-in: the way to all others. */
import { Activity, EvCharger, LayoutDashboard, LogOut, Zap } from "lucide-preact";
import LinkState from "@/islands/LinkState.tsx";
import Shortcuts from "@/islands/Shortcuts.tsx";
import { define } from "@/lib/define.ts";

const PLACES = [
  { href: "/", name: "Overview", Icon: LayoutDashboard },
  { href: "/chargers", name: "Chargers", Icon: EvCharger },
  { href: "/transactions", name: "Sessions", Icon: Activity },
];

export default define.layout(({ Component, url, state }) => (
  <div class="shell">
    <a class="skip" href="#main">Skip to the content</a>
    <header class="side">
      <a class="brand" href="/">
        <Zap size={18} aria-hidden /> <span>OCPP Dashboard</span>
      </a>
      <nav aria-label="Main">
        <ul>
          {PLACES.map(({ href, name, Icon }) => (
            <li key={href}>
              <a href={href} aria-current={currentness(href, url.pathname)}>
                <Icon size={18} aria-hidden /> <span>{name}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="side-foot">
        <LinkState />
        <Shortcuts />
        {state.services.auth.asksForLogin && (
          <form method="post" action="/logout">
            <button type="submit" class="button quiet">
              <LogOut size={16} aria-hidden /> Log out
            </button>
          </form>
        )}
      </div>
    </header>
    <main id="main" tabIndex={-1}>
      <Component />
    </main>
  </div>
));

function currentness(href: string, path: string): "page" | "true" | undefined {
  if (path === href) return "page";
  return href !== "/" && path.startsWith(`${href}/`) ? "true" : undefined;
}
