/** API tokens: what programs log in with. */
import { timingSafeEqual } from "node:crypto";
import type { Clock } from "../clock.ts";
import { iso } from "../domain/shape.ts";
import {
  type NewTokenView,
  reaches,
  type Role,
  signatureOf,
  type Token,
  type TokenView,
  type User,
} from "../domain/operator.ts";
import type { Page } from "../domain/views.ts";
import type { Ids } from "../ids.ts";
import type { Log } from "../log.ts";
import type { Tokens } from "../store/tokens.ts";
import { hashSecret, newSecret } from "./secret.ts";

/** `ocppd_`, its id, its secret: known at sight, to people and to scanners for leaked secrets. */
const TOKEN = /^ocppd_([0-7][0-9A-HJKMNP-TV-Z]{25})_([\w-]{43})$/;

/** A token's last use is written down once in so long. */
const USE_NOTED_MS = 3_600_000;

export class ApiTokens {
  constructor(private readonly parts: { tokens: Tokens; clock: Clock; ids: Ids; log: Log }) {}

  /** Who sends a token; null when it is none of ours, was removed, or has expired. */
  async whoIs(text: string): Promise<User | null> {
    const [, id, secret] = TOKEN.exec(text) ?? [];
    if (id === undefined) return null;
    const { tokens, clock, log } = this.parts;
    const [token, hash] = await Promise.all([tokens.find(id), hashSecret(secret)]);
    if (token === null || !isSame(hash, token.hash) || hasExpired(token, clock.now())) return null;
    if (clock.now() - (token.lastUsedAt ?? 0) > USE_NOTED_MS) {
      await tokens.used(id, clock.now()).catch((error) =>
        log.warn("Cannot write down that a token is used", { error })
      );
    }
    return { name: token.name, role: token.role, authentication: "token" };
  }

  async list({ limit, after }: { limit: number; after?: string }): Promise<Page<TokenView>> {
    const found = await this.parts.tokens.page({ limit: limit + 1, after });
    const items = found.slice(0, limit).map((token) => this.#show(token));
    return { items, next: found.length > limit ? items[limit - 1].id : null };
  }

  /** Makes a token; the only time that its text is seen. Nobody makes one that may do more than they. */
  async add(
    { name, role, expiresAt }: { name: string; role: Role; expiresAt: number | null },
    by: User,
  ): Promise<NewTokenView | "above"> {
    if (!reaches(by.role, role)) return "above";
    const now = this.parts.clock.now();
    const id = this.parts.ids.ulidAt(now);
    const secret = newSecret();
    const hash = await hashSecret(secret);
    const createdBy = signatureOf(by);
    const token: Token = { v: 1, id, name, role, hash, createdAt: now, createdBy, expiresAt, lastUsedAt: null };
    await this.parts.tokens.add(token);
    return { ...this.#show(token), token: `ocppd_${id}_${secret}` };
  }

  /** From now on it is of no use. */
  async remove(id: string): Promise<TokenView | null> {
    const removed = await this.parts.tokens.remove(id);
    return removed && this.#show(removed);
  }

  #show(token: Token): TokenView {
    const { id, name, role, createdBy } = token;
    return {
      id,
      name,
      role,
      createdAt: iso(token.createdAt),
      createdBy,
      expiresAt: iso(token.expiresAt),
      isExpired: hasExpired(token, this.parts.clock.now()),
      lastUsedAt: iso(token.lastUsedAt),
    };
  }
}

function hasExpired({ expiresAt }: Token, now: number): boolean {
  return expiresAt !== null && expiresAt <= now;
}

function isSame(one: string, other: string): boolean {
  const encoder = new TextEncoder();
  return one.length === other.length && timingSafeEqual(encoder.encode(one), encoder.encode(other));
}
