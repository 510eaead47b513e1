/** Certificate requests of chargers; they expire. */
import { type CertificateRequest, certificateRequestSchema } from "../domain/certificate_request.ts";
import type { Ids } from "../ids.ts";
import type { Log } from "../log.ts";
import type { GroupCommit } from "./group_commit.ts";
import { keys } from "./keys.ts";
import { pageOf } from "./records.ts";

/** A certificate answers what was asked lately. */
const LOOKED_THROUGH = 50;

export class CertificateRequests {
  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: { commit: GroupCommit; ids: Ids; log: Log; days: number },
  ) {}

  /** The newest one told again is the same one. */
  async add(chargerId: string, csr: string, receivedAt: number): Promise<void> {
    const [newest] = await this.page(chargerId, { limit: 1 });
    if (newest?.csr === csr && newest.signedAt === null) return;
    await this.#put(chargerId, { v: 1, id: this.parts.ids.ulidAt(receivedAt), csr, receivedAt, signedAt: null });
  }

  /** The charger took a certificate: what it asked before is settled. */
  async taken(chargerId: string, signedAt: number): Promise<void> {
    for (const one of await this.page(chargerId, { limit: LOOKED_THROUGH })) {
      if (one.signedAt === null) await this.#put(chargerId, { ...one, signedAt });
    }
  }

  /** Newest first, those before the id `after`. */
  page(chargerId: string, { limit, after }: { limit: number; after?: string }): Promise<CertificateRequest[]> {
    const key = (id: string) => keys.certificateRequest(chargerId, id);
    return pageOf(this.kv, { schema: certificateRequestSchema, key, limit, after, log: this.parts.log });
  }

  async #put(chargerId: string, value: CertificateRequest): Promise<void> {
    const key = keys.certificateRequest(chargerId, value.id);
    await this.parts.commit.write({ sets: [{ key, value, expireIn: this.parts.days * 86_400_000 }] });
  }
}
