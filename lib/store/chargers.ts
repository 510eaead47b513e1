/** Chargers, their connectors, their presence and what was noted about them. */
import {
  type Charger,
  chargerSchema,
  type Identity,
  newCharger,
  type Presence,
  presenceSchema,
  type Registration,
} from "../domain/charger.ts";
import { type Connector, connectorSchema } from "../domain/connector.ts";
import { addToNote, type ChargerNote, chargerNoteSchema, type NewNote } from "../domain/charger_note.ts";
import type { Log } from "../log.ts";
import type { z } from "zod";
import type { GroupCommit, Write } from "./group_commit.ts";
import type { Instances } from "./instances.ts";
import { keys } from "./keys.ts";
import { readRecord } from "./records.ts";

/** A charger and the presence of its link as they were last seen or written here; a version that is null is not there. */
interface Seen {
  charger: Charger | null;
  version: string | null;
  link: string | null;
  linkVersion: string | null;
}

const NOTHING: Seen = { charger: null, version: null, link: null, linkVersion: null };

export class Chargers {
  /**
   * A change checks that what was seen is still so. It is read only where that fails because another instance was quicker, so
   * thousands of chargers that come back at once cost no reads.
   */
  readonly #seen = new Map<string, Seen>();
  /** Since when all that there are have been seen, as far as nobody else was there. */
  #allSince: number | null = null;

  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: { commit: GroupCommit; instances: Pick<Instances, "aloneSince">; log: Log },
  ) {}

  async find(id: string): Promise<Charger | null> {
    return (await this.#read(id)).charger;
  }

  /** As `find`, but from memory while nobody else may have changed it. */
  async recall(id: string): Promise<Charger | null> {
    const { aloneSince } = this.parts.instances;
    const seen = aloneSince === null ? undefined : this.#seen.get(id);
    const isKnown = seen !== undefined || (aloneSince !== null && aloneSince === this.#allSince);
    return isKnown ? seen?.charger ?? null : (await this.#read(id)).charger;
  }

  /** Every charger; for the start of the process. */
  async *all(): AsyncGenerator<Charger> {
    const { aloneSince } = this.parts.instances;
    for await (const entry of this.kv.list({ prefix: ["charger"] }, { batchSize: 500 })) {
      const charger = readRecord(chargerSchema, entry, this.parts.log);
      if (charger === null) continue;
      this.#saw(charger.id, { charger, version: entry.versionstamp });
      yield charger;
    }
    this.#allSince = aloneSince;
  }

  /** The charger's row is gone. */
  forgotten(id: string): void {
    this.#seen.delete(id);
  }

  /** Every connector of every charger; for the start of the process. */
  allConnectors(): AsyncGenerator<Connector> {
    return this.#list(connectorSchema, ["connector"]);
  }

  connectorsOf(id: string): AsyncGenerator<Connector> {
    return this.#list(connectorSchema, ["connector", id]);
  }

  notesOf(id: string): AsyncGenerator<ChargerNote> {
    return this.#list(chargerNoteSchema, ["note", id]);
  }

  /** A link is up: the charger's row exists from here on, and its presence names this link. */
  connected(id: string, link: { presence: Presence; protocol: string; registration: Registration }): Promise<Charger> {
    const at = link.presence.connectedAt;
    return this.#update(
      id,
      (known) => ({
        ...known ?? newCharger(id, at, link.registration),
        protocol: link.protocol,
        connectedAt: at,
        lastSeenAt: at,
      }),
      link.presence,
    );
  }

  /** A link is gone. Changes nothing, and returns null, when a newer link has taken its place. */
  async disconnected(id: string, link: string, lastSeenAt: number): Promise<Charger | null> {
    const known = this.#seen.get(id);
    let seen = known?.link === link ? known : await this.#readWithLink(id);
    while (seen.link === link && seen.charger !== null) {
      const charger = { ...seen.charger, lastSeenAt };
      const version = await this.parts.commit.write({
        checks: [
          { key: keys.presence(id), versionstamp: seen.linkVersion },
          { key: keys.charger(id), versionstamp: seen.version },
        ],
        sets: [{ key: keys.charger(id), value: charger }],
        deletes: [keys.presence(id)],
      });
      if (version !== null) {
        this.#saw(id, { charger, version, link: null, linkVersion: null });
        return charger;
      }
      seen = await this.#readWithLink(id);
    }
    return null;
  }

  /** A link that was taken for gone is there. Changes nothing when there is another one. */
  async presentAgain(id: string, presence: Presence): Promise<void> {
    const key = keys.presence(id);
    await this.parts.commit.write({ checks: [{ key, versionstamp: null }], sets: [{ key, value: presence }] });
  }

  async *presences(): AsyncGenerator<{ id: string; presence: Presence }> {
    for await (const entry of this.kv.list({ prefix: ["presence"] })) {
      const presence = readRecord(presenceSchema, entry, this.parts.log);
      if (presence !== null) yield { id: String(entry.key[1]), presence };
    }
  }

  async presenceOf(id: string): Promise<Presence | null> {
    return readRecord(presenceSchema, await this.kv.get(keys.presence(id)), this.parts.log);
  }

  booted(id: string, at: number, identity: Identity): Promise<Charger> {
    return this.#update(id, (known) => ({ ...known ?? newCharger(id, at, "Accepted"), ...identity, bootedAt: at }));
  }

  /** Stores a charger that has not connected yet; false when there is one of that id. */
  async add(charger: Charger): Promise<boolean> {
    const key = keys.charger(charger.id);
    return await this.parts.commit.write({ checks: [{ key, versionstamp: null }], sets: [{ key, value: charger }] }) !==
      null;
  }

  /** What the operator decides; null when there is no such charger. */
  async change(
    id: string,
    change: Partial<Pick<Charger, "label" | "registration" | "idleTimeoutS" | "securityProfile">>,
  ): Promise<Charger | null> {
    if (await this.find(id) === null) return null;
    return await this.#update(id, (known) => ({ ...known ?? newCharger(id, 0, "Pending"), ...change }));
  }

  jobStatus(id: string, job: "firmwareStatus" | "diagnosticsStatus", status: string, at: number): Promise<Charger> {
    return this.#update(id, (known) => ({ ...known ?? newCharger(id, at, "Accepted"), [job]: { status, at } }));
  }

  localList(id: string, version: number, at: number): Promise<Charger> {
    return this.#update(id, (known) => ({ ...known ?? newCharger(id, at, "Accepted"), localList: { version, at } }));
  }

  /** Counts something odd, unless the charger was forgotten meanwhile. */
  async note(id: string, note: NewNote): Promise<void> {
    const key = keys.note(id, note.kind);
    while (true) {
      const [charger, entry] = await this.kv.getMany([keys.charger(id), key]);
      if (charger.value === null) return;
      const value = addToNote(readRecord(chargerNoteSchema, entry, this.parts.log), note);
      if (await this.parts.commit.write({ checks: [charger, entry], sets: [{ key, value }] })) return;
    }
  }

  /** `presence` is written along with the change. */
  async #update(id: string, change: (known: Charger | null) => Charger, presence?: Presence): Promise<Charger> {
    let seen = this.#seen.get(id) ?? NOTHING;
    while (true) {
      const charger = change(seen.charger);
      const sets: Write["sets"] = [{ key: keys.charger(id), value: charger }];
      if (presence !== undefined) sets.push({ key: keys.presence(id), value: presence });
      const checks = [{ key: keys.charger(id), versionstamp: seen.version }];
      const version = await this.parts.commit.write({ checks, sets });
      if (version !== null) {
        const link = presence === undefined ? {} : { link: presence.link, linkVersion: version };
        this.#saw(id, { charger, version, ...link });
        return charger;
      }
      seen = await this.#read(id);
    }
  }

  async #read(id: string): Promise<Seen> {
    const entry = await this.kv.get(keys.charger(id));
    return this.#saw(id, { charger: readRecord(chargerSchema, entry, this.parts.log), version: entry.versionstamp });
  }

  async #readWithLink(id: string): Promise<Seen> {
    const [presence, entry] = await this.kv.getMany([keys.presence(id), keys.charger(id)]);
    return this.#saw(id, {
      charger: readRecord(chargerSchema, entry, this.parts.log),
      version: entry.versionstamp,
      link: readRecord(presenceSchema, presence, this.parts.log)?.link ?? null,
      linkVersion: presence.versionstamp,
    });
  }

  #saw(id: string, news: Partial<Seen>): Seen {
    const seen = { ...this.#seen.get(id) ?? NOTHING, ...news };
    // Whoever asks for chargers that are none must not fill the memory.
    if (seen.version === null) this.#seen.delete(id);
    else this.#seen.set(id, seen);
    return seen;
  }

  async *#list<T>(schema: z.ZodType<T>, prefix: Deno.KvKey): AsyncGenerator<T> {
    for await (const entry of this.kv.list({ prefix }, { batchSize: 500 })) {
      const record = readRecord(schema, entry, this.parts.log);
      if (record !== null) yield record;
    }
  }
}
