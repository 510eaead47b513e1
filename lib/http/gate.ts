/** Asks who sends a request, lets them do what their role may, and writes down what they changed. */
import { type Context, HttpError } from "fresh";
import { access, type Call, may, neededFor } from "../access.ts";
import type { Credential } from "../auth/auth.ts";
import { isLoopback } from "../config.ts";
import type { State } from "../define.ts";
import { reaches, signatureOf, type User } from "../domain/operator.ts";
import { addressOf, isHttps, remoteOf } from "./address.ts";
import { foreseen, Problem } from "./problem.ts";
import { readSessionCookie } from "./session_cookie.ts";

/**
 * A middleware before every route: nothing behind it asks again.
 * @throws {Problem} 401 to programs without a credential, 403 to whoever's role does not reach
 */
export async function passGate(ctx: Context<State>): Promise<Response> {
  const { state, req } = ctx;
  const { auth } = state.services;
  state.user = null;
  state.signature = null;
  state.may = (call) => may(state.user, call);
  const { role, action, isAudited } = neededFor(req.method, ctx.route);
  if (role === "anyone") return await ctx.next();
  const credential = readCredential(ctx);
  const user = await auth.whoIs(credential);
  if (user === null) return await refuseNobody(ctx, credential);
  state.user = user;
  state.signature = signatureOf(user);
  state.mayStill = async () => await auth.whoIs(credential) !== null;
  const pass = () => {
    if (reaches(user.role, role)) return ctx.next();
    throw mayNot(action, role, user);
  };
  return isAudited ? await audited(ctx, user, action, pass) : await pass();
}

/**
 * For what does the same as another call: it needs that one's right, too.
 * @throws {HttpError} 403 when who asks has it not
 */
export function demand({ state: { user, may } }: Context<State>, call: Call): void {
  const [role, action = call] = access[call];
  if (!may(call)) throw mayNot(action, role, user);
}

function mayNot(action: string, role: string, user: User | null): HttpError {
  return new HttpError(403, `"${action}" is for the role ${role}, yours is ${user?.role}: ask an admin`);
}

async function audited(ctx: Context<State>, user: User, action: string, run: () => Promise<Response>) {
  const settled = (status: number) =>
    ctx.state.services.audit.add({
      operator: signatureOf(user),
      authentication: user.authentication,
      address: addressOf(ctx),
      action,
      target: `${ctx.req.method} ${ctx.url.pathname}`,
      detail: ctx.state.about ?? null,
      status,
    });
  try {
    const response = await run();
    await settled(response.status);
    return response;
  } catch (thrown) {
    const error = foreseen(thrown);
    await settled(error instanceof HttpError ? error.status : 500);
    throw thrown;
  }
}

async function refuseNobody(ctx: Context<State>, { bearer }: Credential): Promise<Response> {
  const { pathname, search } = ctx.url;
  const asksForLogin = await ctx.state.services.auth.asksForLogin();
  if (/^\/(api\/|metrics$)/.test(pathname)) {
    if (bearer !== null) throw new Problem(401, "This token is not known, was removed, or has expired");
    if (asksForLogin) throw new Problem(401, 'Send "Authorization: Bearer <token>", or the cookie of /login');
  }
  if (!asksForLogin) throw new HttpError(403, "Ask on the machine itself, at http://127.0.0.1, and past no proxy");
  return ctx.redirect(`/login?next=${encodeURIComponent(pathname + search)}`, 303);
}

/** The token of a program; null when it sends none. */
export function readBearer({ headers }: Request): string | null {
  return /^bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1] ?? null;
}

function readCredential(ctx: Context<State>): Credential {
  return {
    bearer: readBearer(ctx.req),
    session: readSessionCookie(ctx.req, isHttps(ctx)),
    isFromHere: isFromHere(ctx.req, remoteOf(ctx)),
  };
}

/**
 * Whether a browser or program on this machine asks: from a loopback address, for `deno serve` listens where it is told and
 * not at HOST; by the name of a loopback host, so that no web page elsewhere can reach in by a name of its own; and past no
 * proxy.
 */
function isFromHere({ url, headers }: Request, remote: string | null): boolean {
  const isForwarded = [...headers.keys()].some((name) => /^(forwarded|via|x-real-ip|x-forwarded-.*)$/.test(name));
  return remote !== null && isLoopback(remote) && !isForwarded && isLoopback(new URL(url).hostname);
}
