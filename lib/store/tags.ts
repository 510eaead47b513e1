/** Tags, found in any case. */
import { z } from "zod";
import { type Tag, tagSchema } from "../domain/tag.ts";
import type { Log } from "../log.ts";
import type { GroupCommit } from "./group_commit.ts";
import { keys } from "./keys.ts";
import { BlockNumbers } from "./numbers.ts";
import { getAll, readRecord } from "./records.ts";

/** Of so many tags one commit takes care. */
const PER_COMMIT = 500;

const CHANGED = { key: keys.tagsChanged, value: 1 };

const removedTagSchema = z.object({ v: z.literal(1), idTag: z.string() });

export class Tags {
  readonly #listVersions: BlockNumbers;

  constructor(private readonly kv: Deno.Kv, private readonly commit: GroupCommit, private readonly log: Log) {
    this.#listVersions = new BlockNumbers(kv, "local_list");
  }

  /** A number that no list had before; later ones are larger within a process (OCPP 1.6 §5.15). */
  nextListVersion(): Promise<number> {
    return this.#listVersions.take();
  }

  /** Another one whenever a tag was changed since: who has read all of them need not read them again until then. */
  async state(): Promise<string | null> {
    return (await this.kv.get(keys.tagsChanged)).versionstamp;
  }

  async find(idTag: string): Promise<Tag | null> {
    return readRecord(tagSchema, await this.kv.get(keys.tag(idTag)), this.log);
  }

  /** How many of these are stored. */
  async countStored(tags: Tag[]): Promise<number> {
    const found = await getAll(this.kv, tags.map(({ idTag }) => keys.tag(idTag)));
    return found.filter(({ value }) => value !== null).length;
  }

  /** Whether any tag is stored. */
  async isEmpty(): Promise<boolean> {
    const first = await this.kv.list({ prefix: ["tag"] }, { limit: 1 }).next();
    return first.done === true;
  }

  /** In the order of their lower-case spelling, those behind `after`. Read `batchSize` at a time. */
  async *list({ batchSize = 100, after = "" } = {}): AsyncGenerator<Tag> {
    const entries = this.kv.list({ prefix: ["tag"], start: keys.tag(`${after}\0`) }, { batchSize });
    for await (const entry of entries) {
      const tag = readRecord(tagSchema, entry, this.log);
      if (tag !== null) yield tag;
    }
  }

  /** Stores tags; one that is there in another case is replaced. */
  async put(tags: Tag[]): Promise<void> {
    await Array.fromAsync(this.putInSteps(tags));
  }

  /** The same, a commit at a time: yields how many are stored, and stops when nobody asks further. */
  async *putInSteps(tags: Tag[]): AsyncGenerator<number> {
    for (let i = 0; i < tags.length; i += PER_COMMIT) {
      const some = tags.slice(i, i + PER_COMMIT);
      const sets = some.map((tag) => ({ key: keys.tag(tag.idTag), value: tag }));
      await this.commit.write({ sets: [...sets, CHANGED] });
      yield i + some.length;
    }
  }

  /** Whether it was there. Its name is kept: chargers may hold it in their lists. */
  async remove(idTag: string): Promise<boolean> {
    const found = await this.find(idTag);
    if (found === null) return false;
    await this.commit.write({
      sets: [{ key: keys.removedTag(idTag), value: { v: 1, idTag: found.idTag } }, CHANGED],
      deletes: [keys.tag(idTag)],
    });
    return true;
  }

  /** The names of those that were removed, and not stored again. */
  async removed(): Promise<string[]> {
    const entries = await Array.fromAsync(this.kv.list({ prefix: ["removed_tag"] }));
    const names = entries.flatMap((entry) => readRecord(removedTagSchema, entry, this.log)?.idTag ?? []);
    const stored = await getAll(this.kv, names.map((idTag) => keys.tag(idTag)));
    return names.filter((_, i) => stored[i].value === null);
  }
}
