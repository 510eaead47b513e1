/** Log-in sessions of operators, kept by the hash of their token. */
import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { GroupCommit } from "./group_commit.ts";
import { keys } from "./keys.ts";
import { readRecord } from "./records.ts";

const sessionSchema = z.object({ v: z.literal(1), operator: z.string(), endsAt: z.number() });
type Session = z.infer<typeof sessionSchema>;

export class Sessions {
  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: { commit: GroupCommit; clock: Clock; log: Log },
  ) {}

  async find(hash: string): Promise<Session | null> {
    return readRecord(sessionSchema, await this.kv.get(keys.session(hash)), this.parts.log);
  }

  /** `endsAt` is epoch ms. */
  async add(hash: string, session: { operator: string; endsAt: number }): Promise<void> {
    const expireIn = Math.max(1, session.endsAt - this.parts.clock.now());
    await this.parts.commit.write({ sets: [{ key: keys.session(hash), value: { v: 1, ...session }, expireIn }] });
  }

  async remove(hash: string): Promise<void> {
    await this.parts.commit.write({ deletes: [keys.session(hash)] });
  }
}
