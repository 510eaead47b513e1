/** The way in: name and password for a session. */
import { page, type RouteConfig } from "fresh";
import { Zap } from "lucide-preact";
import { SESSION_COOKIE, SESSION_MS } from "@/lib/auth.ts";
import { define } from "@/lib/define.ts";
import { readText } from "@/lib/http/read.ts";

export const config: RouteConfig = { skipInheritedLayouts: true };

const MOST_FORM_BYTES = 65_536;

interface LoginData {
  name: string;
  /** Where to go then: an address of this site. */
  next: string;
  hasFailed: boolean;
}

export const handler = define.handlers<LoginData>({
  GET(ctx) {
    if (!ctx.state.services.auth.asksForLogin) return ctx.redirect("/", 303);
    ctx.state.title = ctx.state.reader.t("login.title");
    return page({ name: "", next: readNext(ctx.url.searchParams.get("next"), ctx.url), hasFailed: false });
  },
  async POST(ctx) {
    const form = new URLSearchParams(await readText(ctx.req, MOST_FORM_BYTES));
    const name = form.get("name") ?? "";
    const next = readNext(form.get("next"), ctx.url);
    const token = await ctx.state.services.auth.logIn(name, form.get("password") ?? "");
    ctx.state.title = ctx.state.reader.t("login.title");
    if (token === null) return page({ name, next, hasFailed: true }, { status: 401 });
    const response = ctx.redirect(next, 303);
    const secure = ctx.url.protocol === "https:" ? "; Secure" : "";
    const maxAge = SESSION_MS / 1000;
    response.headers.set(
      "set-cookie",
      `${SESSION_COOKIE}=${token}; HttpOnly; SameSite=Lax; Path=/; Max-Age=${maxAge}${secure}`,
    );
    return response;
  },
});

/** Only addresses of this site: nobody is led elsewhere by a link to our log-in. */
function readNext(next: string | null, here: URL): string {
  if (!next || !URL.canParse(next, here)) return "/";
  const { origin, pathname, search } = new URL(next, here);
  return origin === here.origin && next.startsWith("/") ? pathname + search : "/";
}

export default define.page<typeof handler>(({ data: { name, next, hasFailed }, state: { reader: { t } } }) => (
  <main class="login">
    <form method="post" action="/login" class="card login-card">
      <p class="brand">
        <Zap size={18} aria-hidden /> <span>{t("app.name")}</span>
      </p>
      <h1>{t("login.title")}</h1>
      <input type="hidden" name="next" value={next} />
      <label class="field">
        <span>{t("login.name")}</span>
        <input name="name" value={name} required autocomplete="username" autofocus={!hasFailed} />
      </label>
      <label class="field">
        <span>{t("login.password")}</span>
        <input
          name="password"
          type="password"
          required
          autocomplete="current-password"
          autofocus={hasFailed}
          aria-invalid={hasFailed}
          aria-describedby={hasFailed ? "wrong" : undefined}
        />
      </label>
      {hasFailed && <p class="error" id="wrong" role="alert">{t("login.wrong")}</p>}
      <button type="submit" class="button primary">{t("login.title")}</button>
    </form>
  </main>
));
