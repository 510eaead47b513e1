/** Tags, found in any case. */
import { z } from "zod";
import { type Tag, tagSchema } from "../domain/tag.ts";
import type { Log } from "../log.ts";
import type { GroupCommit, Write } from "./group_commit.ts";
import type { Instances } from "./instances.ts";
import { keys } from "./keys.ts";
import { BlockNumbers } from "./numbers.ts";
import { Recall } from "./recall.ts";
import { getAll, readRecord } from "./records.ts";

/** Of so many tags one commit takes care. */
const PER_COMMIT = 500;

const CHANGED = { key: keys.tagsChanged, value: 1 };

const removedTagSchema = z.object({ v: z.literal(1), idTag: z.string() });

export class Tags {
  readonly #listVersions: BlockNumbers;
  /** By lower-case spelling. */
  readonly #found: Recall<Tag | null>;
  readonly #isEmpty: Recall<boolean>;

  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: { commit: GroupCommit; instances: Pick<Instances, "aloneSince">; log: Log },
  ) {
    this.#listVersions = new BlockNumbers(kv, "local_list");
    this.#found = new Recall(parts.instances);
    this.#isEmpty = new Recall(parts.instances);
  }

  /** A number that no list had before; later ones are larger within a process (OCPP 1.6 §5.15). */
  nextListVersion(): Promise<number> {
    return this.#listVersions.take();
  }

  /** Another one whenever a tag was changed since: who has read all of them need not read them again until then. */
  async state(): Promise<string | null> {
    return (await this.kv.get(keys.tagsChanged)).versionstamp;
  }

  find(idTag: string): Promise<Tag | null> {
    return this.#found.get(
      idTag.toLowerCase(),
      async () => readRecord(tagSchema, await this.kv.get(keys.tag(idTag)), this.parts.log),
    );
  }

  /** How many of these are stored. */
  async countStored(tags: Tag[]): Promise<number> {
    const found = await getAll(this.kv, tags.map(({ idTag }) => keys.tag(idTag)));
    return found.filter(({ value }) => value !== null).length;
  }

  /** Whether any tag is stored. */
  isEmpty(): Promise<boolean> {
    return this.#isEmpty.get("", async () => {
      const first = await this.kv.list({ prefix: ["tag"] }, { limit: 1 }).next();
      return first.done === true;
    });
  }

  /** In the order of their lower-case spelling, those behind `after`. Read `batchSize` at a time. */
  async *list({ batchSize = 100, after = "" } = {}): AsyncGenerator<Tag> {
    const entries = this.kv.list({ prefix: ["tag"], start: keys.tag(`${after}\0`) }, { batchSize });
    for await (const entry of entries) {
      const tag = readRecord(tagSchema, entry, this.parts.log);
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
      await this.#write(some.map(({ idTag }) => idTag), {
        sets: some.map((tag) => ({ key: keys.tag(tag.idTag), value: tag })),
      });
      yield i + some.length;
    }
  }

  /** Whether it was there. Its name is kept: chargers may hold it in their lists. */
  async remove(idTag: string): Promise<boolean> {
    const found = await this.find(idTag);
    if (found === null) return false;
    await this.#write([idTag], {
      sets: [{ key: keys.removedTag(idTag), value: { v: 1, idTag: found.idTag } }],
      deletes: [keys.tag(idTag)],
    });
    return true;
  }

  async #write(idTags: string[], write: Write): Promise<void> {
    const written = this.parts.commit.write({ ...write, sets: [...write.sets ?? [], CHANGED] });
    const names = idTags.map((idTag) => idTag.toLowerCase());
    await this.#isEmpty.changing([""], this.#found.changing(names, written));
  }

  /** The names of those that were removed, and not stored again. */
  async removed(): Promise<string[]> {
    const entries = await Array.fromAsync(this.kv.list({ prefix: ["removed_tag"] }));
    const names = entries.flatMap((entry) => readRecord(removedTagSchema, entry, this.parts.log)?.idTag ?? []);
    const stored = await getAll(this.kv, names.map((idTag) => keys.tag(idTag)));
    return names.filter((_, i) => stored[i].value === null);
  }
}
