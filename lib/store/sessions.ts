/** Log-in sessions of operators, kept by the hash of their token. */
import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { GroupCommit } from "./group_commit.ts";
import { keys } from "./keys.ts";
import { readRecord } from "./records.ts";

/** Times are epoch ms; `sessionKey` is the operator's at the log-in. */
const sessionSchema = z.object({
  v: z.literal(2),
  operator: z.string(),
  sessionKey: z.string(),
  startedAt: z.number(),
  seenAt: z.number(),
});
export type Session = z.infer<typeof sessionSchema>;

export class Sessions {
  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: { commit: GroupCommit; clock: Clock; log: Log },
  ) {}

  async find(hash: string): Promise<Session | null> {
    return readRecord(sessionSchema, await this.kv.get(keys.session(hash)), this.parts.log);
  }

  /** It may be forgotten after `endsAt`, epoch ms. */
  async add(hash: string, session: Session, endsAt: number): Promise<void> {
    await this.parts.commit.write({ sets: [this.#set(hash, session, endsAt)] });
  }

  /** One that was ended in the meantime stays so. */
  async seen(hash: string, seenAt: number, endsAt: number): Promise<void> {
    const entry = await this.kv.get(keys.session(hash));
    const session = readRecord(sessionSchema, entry, this.parts.log);
    if (session === null) return;
    await this.parts.commit.write({ checks: [entry], sets: [this.#set(hash, { ...session, seenAt }, endsAt)] });
  }

  async remove(hash: string): Promise<void> {
    await this.parts.commit.write({ deletes: [keys.session(hash)] });
  }

  #set(hash: string, value: Session, endsAt: number) {
    return { key: keys.session(hash), value, expireIn: Math.max(1, endsAt - this.parts.clock.now()) };
  }
}
