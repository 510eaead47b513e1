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
import { keys } from "./keys.ts";
import { readRecord } from "./records.ts";

export class Chargers {
  constructor(private readonly kv: Deno.Kv, private readonly commit: GroupCommit, private readonly log: Log) {}

  async find(id: string): Promise<Charger | null> {
    return readRecord(chargerSchema, await this.kv.get(keys.charger(id)), this.log);
  }

  /** Every charger; for the start of the process. */
  all(): AsyncGenerator<Charger> {
    return this.#list(chargerSchema, ["charger"]);
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
      [{ key: keys.presence(id), value: link.presence }],
    );
  }

  /** A link is gone. Changes nothing, and returns null, when a newer link has taken its place. */
  async disconnected(id: string, link: string, lastSeenAt: number): Promise<Charger | null> {
    while (true) {
      const [presence, stored] = await this.kv.getMany([keys.presence(id), keys.charger(id)]);
      const charger = readRecord(chargerSchema, stored, this.log);
      if (readRecord(presenceSchema, presence, this.log)?.link !== link || charger === null) return null;
      const changed = { ...charger, lastSeenAt };
      const write: Write = {
        checks: [presence, stored],
        sets: [{ key: keys.charger(id), value: changed }],
        deletes: [keys.presence(id)],
      };
      if (await this.commit.write(write)) return changed;
    }
  }

  /** A link that was taken for gone is there. Changes nothing when there is another one. */
  async presentAgain(id: string, presence: Presence): Promise<void> {
    const key = keys.presence(id);
    await this.commit.write({ checks: [{ key, versionstamp: null }], sets: [{ key, value: presence }] });
  }

  async *presences(): AsyncGenerator<{ id: string; presence: Presence }> {
    for await (const entry of this.kv.list({ prefix: ["presence"] })) {
      const presence = readRecord(presenceSchema, entry, this.log);
      if (presence !== null) yield { id: String(entry.key[1]), presence };
    }
  }

  async presenceOf(id: string): Promise<Presence | null> {
    return readRecord(presenceSchema, await this.kv.get(keys.presence(id)), this.log);
  }

  booted(id: string, at: number, identity: Identity): Promise<Charger> {
    return this.#update(id, (known) => ({ ...known ?? newCharger(id, at, "Accepted"), ...identity, bootedAt: at }));
  }

  /** Stores a charger that has not connected yet; false when there is one of that id. */
  async add(charger: Charger): Promise<boolean> {
    const key = keys.charger(charger.id);
    return await this.commit.write({ checks: [{ key, versionstamp: null }], sets: [{ key, value: charger }] }) !== null;
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
      const value = addToNote(readRecord(chargerNoteSchema, entry, this.log), note);
      if (await this.commit.write({ checks: [charger, entry], sets: [{ key, value }] })) return;
    }
  }

  async #update(id: string, change: (known: Charger | null) => Charger, also: Write["sets"] = []): Promise<Charger> {
    while (true) {
      const entry = await this.kv.get(keys.charger(id));
      const value = change(readRecord(chargerSchema, entry, this.log));
      if (await this.commit.write({ checks: [entry], sets: [{ key: keys.charger(id), value }, ...also] })) return value;
    }
  }

  async *#list<T>(schema: z.ZodType<T>, prefix: Deno.KvKey): AsyncGenerator<T> {
    for await (const entry of this.kv.list({ prefix }, { batchSize: 500 })) {
      const record = readRecord(schema, entry, this.log);
      if (record !== null) yield record;
    }
  }
}
