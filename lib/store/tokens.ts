/** API tokens, by their id. An expired one stays in the list until it is removed. */
import { type Token, tokenSchema } from "../domain/operator.ts";
import type { Log } from "../log.ts";
import type { GroupCommit } from "./group_commit.ts";
import { keys } from "./keys.ts";
import { pageOf, readRecord } from "./records.ts";

export class Tokens {
  constructor(private readonly kv: Deno.Kv, private readonly commit: GroupCommit, private readonly log: Log) {}

  async find(id: string): Promise<Token | null> {
    return readRecord(tokenSchema, await this.kv.get(keys.token(id)), this.log);
  }

  /** Newest first, those before the id `after`. */
  page({ limit, after }: { limit: number; after?: string }): Promise<Token[]> {
    return pageOf(this.kv, { schema: tokenSchema, key: keys.token, limit, after, log: this.log });
  }

  async add(token: Token): Promise<void> {
    await this.commit.write({ sets: [{ key: keys.token(token.id), value: token }] });
  }

  /** One that was removed in the meantime stays so. */
  async used(id: string, at: number): Promise<void> {
    const entry = await this.kv.get(keys.token(id));
    const token = readRecord(tokenSchema, entry, this.log);
    if (token === null) return;
    await this.commit.write({ checks: [entry], sets: [{ key: keys.token(id), value: { ...token, lastUsedAt: at } }] });
  }

  /** The token that was there. */
  async remove(id: string): Promise<Token | null> {
    const found = await this.find(id);
    if (found !== null) await this.commit.write({ deletes: [keys.token(id)] });
    return found;
  }
}
