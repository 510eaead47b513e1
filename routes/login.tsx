/** The way in: name and password for a session. */
import { page, type RouteConfig } from "fresh";
import { Icon } from "@/components/Icon.tsx";
import { define } from "@/lib/define.ts";
import { keepSession, logIn } from "@/lib/http/own_session.ts";
import { readForm } from "@/lib/http/read.ts";
import type { Texts } from "@/lib/texts/texts.ts";

export const config: RouteConfig = { skipInheritedLayouts: true };

interface LoginData {
  name: string;
  /** Where to go then: an address of this site. */
  next: string;
  /** What is wrong, by field. */
  errors: { name?: string; password?: string };
}

export const handler = define.handlers<LoginData>({
  async GET(ctx) {
    if (!await ctx.state.services.auth.asksForLogin()) return ctx.redirect("/", 303);
    ctx.state.title = ctx.state.reader.t("login.title");
    return page({ name: "", next: readNext(ctx.url.searchParams.get("next"), ctx.url), errors: {} });
  },
  async POST(ctx) {
    const form = await readForm(ctx);
    const [name, password] = [form.get("name")?.trim() ?? "", form.get("password") ?? ""];
    const next = readNext(form.get("next"), ctx.url);
    const { t } = ctx.state.reader;
    ctx.state.title = t("login.title");
    const errors = {
      name: name === "" ? t("login.enterName") : undefined,
      password: password === "" ? t("login.enterPassword") : undefined,
    };
    if (errors.name ?? errors.password) return page({ name, next, errors }, { status: 400 });
    const outcome = await logIn(ctx, { name, password });
    switch (outcome.type) {
      case "in":
        return keepSession(ctx, outcome.token, ctx.redirect(next, 303));
      case "wrong":
        return page({ name, next, errors: { password: t("login.wrong") } }, { status: 401 });
      case "throttled": {
        const errors = { password: sayHowLong(outcome.waitS, t) };
        return page({ name, next, errors }, { status: 429, headers: { "retry-after": String(outcome.waitS) } });
      }
      default:
        return outcome satisfies never;
    }
  },
});

function sayHowLong(seconds: number, t: Texts): string {
  return seconds > 90
    ? t("login.waitMinutes", { count: Math.ceil(seconds / 60) })
    : t("login.waitSeconds", { count: seconds });
}

/** Only addresses of this site: nobody is led elsewhere by a link to our log-in. */
function readNext(next: string | null, here: URL): string {
  if (!next || !URL.canParse(next, here)) return "/";
  const { origin, pathname, search } = new URL(next, here);
  return origin === here.origin && next.startsWith("/") ? pathname + search : "/";
}

export default define.page<typeof handler>(({ data: { name, next, errors }, state: { reader: { t } } }) => (
  <main class="login">
    <form method="post" action="/login" class="card login-card">
      <p class="brand">
        <Icon name="zap" size={18} /> <span>{t("app.name")}</span>
      </p>
      <h1>{t("login.title")}</h1>
      <input type="hidden" name="next" value={next} />
      <label class="field">
        <span>{t("login.name")}</span>
        <input
          name="name"
          value={name}
          required
          autocomplete="username"
          autofocus={name === ""}
          {...described("name", errors.name)}
        />
      </label>
      <Mistake of="name" text={errors.name} />
      <label class="field">
        <span>{t("login.password")}</span>
        <input
          name="password"
          type="password"
          required
          autocomplete="current-password"
          autofocus={name !== ""}
          {...described("password", errors.password)}
        />
      </label>
      <Mistake of="password" text={errors.password} />
      <button type="submit" class="button primary">{t("login.title")}</button>
    </form>
  </main>
));

function described(field: string, mistake: string | undefined) {
  return mistake === undefined ? {} : { "aria-invalid": true, "aria-describedby": `${field}-mistake` };
}

function Mistake({ of, text }: { of: string; text: string | undefined }) {
  return text === undefined ? null : <p class="error" id={`${of}-mistake`} role="alert">{text}</p>;
}
