/** `?lang=de` at any page chooses its language from now on; `?lang=` follows the browser again. */
import type { Context } from "fresh";
import type { State } from "../define.ts";
import { LANGUAGE_COOKIE } from "../readers.ts";
import { languages } from "../texts/language.ts";

const YEAR_S = 365 * 86_400;

export function chooseLanguageByAddress(ctx: Context<State>): Response | Promise<Response> {
  const { url, req } = ctx;
  const chosen = url.searchParams.get("lang");
  if (chosen === null || req.method !== "GET" || url.pathname.startsWith("/api/")) return ctx.next();
  const language = languages.find((one) => one === chosen);
  url.searchParams.delete("lang");
  const response = ctx.redirect(url.pathname + url.search, 303);
  const cookie = `${LANGUAGE_COOKIE}=${language ?? ""}; SameSite=Lax; Path=/; Max-Age=${language ? YEAR_S : 0}`;
  response.headers.set("set-cookie", cookie);
  return response;
}
