/** One's own session: opened, renewed and ended with its cookie. */
import type { Context } from "fresh";
import { type LogIn, SESSION_MS } from "../auth/auth.ts";
import type { State } from "../define.ts";
import { addressOf, isHttps } from "./address.ts";
import { Problem } from "./problem.ts";
import { readSessionCookie, writeSessionCookie } from "./session_cookie.ts";

/** Logs in, ends the session that the browser had, and writes both down. */
export async function logIn(ctx: Context<State>, given: { name: string; password: string }): Promise<LogIn> {
  const { auth, audit } = ctx.state.services;
  const address = addressOf(ctx);
  const outcome = await auth.logIn({ ...given, address });
  if (outcome.type === "in") await endSession(ctx);
  if (outcome.type !== "throttled") {
    await audit.add({
      operator: outcome.operator,
      authentication: "password",
      address,
      action: "Log in",
      target: "POST /login",
      // A name that is no operator's may be a password in the wrong field.
      detail: outcome.type === "in" ? null : outcome.operator === null ? "No such operator" : "Wrong password",
      status: outcome.type === "in" ? 303 : 401,
    });
  }
  return outcome;
}

/** Has the browser keep a session. */
export function keepSession(ctx: Context<State>, token: string, response: Response): Response {
  return setCookie(ctx, token, SESSION_MS / 1000, response);
}

/** Has the browser forget its session. */
export function forgetSession(ctx: Context<State>, response: Response): Response {
  return setCookie(ctx, "", 0, response);
}

export async function endSession(ctx: Context<State>): Promise<void> {
  const token = readSessionCookie(ctx.req, isHttps(ctx));
  if (token !== null) await ctx.state.services.auth.logOut(token);
}

/**
 * The name of who asks, who has logged in.
 * @throws {Problem} 409 for a token, or where nobody is asked
 */
export function ownName({ state: { user } }: Context<State>): string {
  if (user?.authentication === "session" && user.name !== null) return user.name;
  throw new Problem(409, "This is for who has logged in with a name and a password");
}

function setCookie(ctx: Context<State>, token: string, maxAgeS: number, response: Response): Response {
  response.headers.append("set-cookie", writeSessionCookie(token, { isSecure: isHttps(ctx), maxAgeS }));
  return response;
}
