/** Who may use the dashboard and the API: nobody is asked on a private machine, else the operator logs in. */
import { timingSafeEqual } from "node:crypto";
import { isLoopback } from "./config.ts";
import type { Clock } from "./clock.ts";
import type { Sessions } from "./store/sessions.ts";

/** The name of the first operator. */
export const FIRST_OPERATOR = "admin";
export const SESSION_COOKIE = "session";
/** A session ends this long after the log-in. */
export const SESSION_MS = 7 * 86_400_000;

export class Auth {
  constructor(private readonly parts: { password: string | null; sessions: Sessions; clock: Clock }) {}

  get asksForLogin(): boolean {
    return this.parts.password !== null;
  }

  /** The name of whoever is logged in; null where nobody is asked. */
  get operator(): string | null {
    return this.asksForLogin ? FIRST_OPERATOR : null;
  }

  /**
   * Whether this request may read and act.
   *
   * Without a password only a browser or program on this machine may: one that names a loopback host, so that no web page
   * elsewhere can reach in by a name of its own, and that no proxy forwarded.
   */
  async mayUse(request: Request): Promise<boolean> {
    if (this.parts.password === null) return isFromThisMachine(request);
    const token = readCookie(request.headers.get("cookie") ?? "", SESSION_COOKIE);
    if (token === null) return false;
    const session = await this.parts.sessions.find(await hash(token));
    return session !== null && session.endsAt > this.parts.clock.now();
  }

  /** The token of a new session; null when name or password is wrong. */
  async logIn(name: string, password: string): Promise<string | null> {
    const wanted = await digest(this.parts.password ?? "");
    const isRight = timingSafeEqual(await digest(password), wanted) && this.parts.password !== null;
    if (!isRight || name !== FIRST_OPERATOR) return null;
    const token = crypto.getRandomValues(new Uint8Array(32)).toHex();
    await this.parts.sessions.add(await hash(token), { operator: name, endsAt: this.parts.clock.now() + SESSION_MS });
    return token;
  }

  async logOut(request: Request): Promise<void> {
    const token = readCookie(request.headers.get("cookie") ?? "", SESSION_COOKIE);
    if (token !== null) await this.parts.sessions.remove(await hash(token));
  }
}

function isFromThisMachine({ url, headers }: Request): boolean {
  const isForwarded = headers.has("forwarded") || headers.has("x-forwarded-for") || headers.has("x-real-ip");
  return !isForwarded && isLoopback(new URL(url).hostname);
}

function readCookie(header: string, name: string): string | null {
  const pair = header.split(";").map((one) => one.trim()).find((one) => one.startsWith(`${name}=`));
  return pair === undefined ? null : pair.slice(name.length + 1);
}

async function hash(token: string): Promise<string> {
  return (await digest(token)).toHex();
}

async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}
