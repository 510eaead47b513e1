/** A KV in memory that counts what is asked of it, by the first part of each key. */
import { serialize } from "node:v8";

/** Of one kind of key. `read` counts keys that KV looked up or listed, found or not; `bytes` those of keys and values set. */
export interface Counts {
  read: number;
  set: number;
  deleted: number;
  summed: number;
  bytes: number;
}

export interface Counted {
  /** Calls that ask KV's worker once: a get, a getMany, a batch of a list. */
  asked: number;
  /** Commits that changed something. */
  commits: number;
  kinds: Record<string, Counts>;
}

/** KV's default, with and without a limit. */
const BATCH = 100;

export class CountingKv {
  #counted: Counted = { asked: 0, commits: 0, kinds: {} };

  private constructor(readonly kv: Deno.Kv, private readonly passedOver: string[]) {
    this.#wrapReads();
    this.#wrapWrites();
  }

  /** `passedOver` are kinds that nobody counts, such as what is written by the hour. */
  static async open(passedOver: string[] = [], path = ":memory:"): Promise<CountingKv> {
    return new CountingKv(await Deno.openKv(path), passedOver);
  }

  /** What was counted since the last time. */
  take(): Counted {
    const counted = this.#counted;
    this.#counted = { asked: 0, commits: 0, kinds: {} };
    return counted;
  }

  #count(key: Deno.KvKey, change: (counts: Counts) => void): boolean {
    const kind = String(key[0]);
    if (this.passedOver.includes(kind)) return false;
    change(this.#counted.kinds[kind] ??= { read: 0, set: 0, deleted: 0, summed: 0, bytes: 0 });
    return true;
  }

  #read(keys: Deno.KvKey[]): void {
    const isCounted = keys.map((key) => this.#count(key, (counts) => counts.read++));
    if (isCounted.some(Boolean)) this.#counted.asked++;
  }

  #wrapReads(): void {
    const { kv } = this;
    const [get, getMany, list] = [kv.get.bind(kv), kv.getMany.bind(kv), kv.list.bind(kv)];
    kv.get = (key, options) => {
      this.#read([key]);
      return get(key, options);
    };
    kv.getMany = (keys: readonly unknown[], options?: { consistency?: Deno.KvConsistencyLevel }) => {
      this.#read([...keys] as Deno.KvKey[]); // What getMany takes, whatever types its caller gave it.
      return getMany([...keys] as Deno.KvKey[], options) as never;
    };
    // Batch by batch, as KV itself reads: who stops early has read the whole batch.
    kv.list = <T>(selector: Deno.KvListSelector, options: Deno.KvListOptions = {}) => {
      const { limit = Infinity, batchSize = Math.min(BATCH, limit), ...rest } = options;
      const place = "prefix" in selector ? selector.prefix : selector.start;
      const count = (keys: Deno.KvKey[]) => this.#read(keys.length === 0 ? [place] : keys);
      // Nobody asks this iterator for its cursor.
      return batches<T>(list, selector, { ...rest, limit, batchSize }, count) as unknown as Deno.KvListIterator<T>;
    };
  }

  #wrapWrites(): void {
    const { kv } = this;
    const atomic = kv.atomic.bind(kv);
    kv.set = async (key, value, options) => {
      await kv.atomic().set(key, value, options).commit();
      return { ok: true, versionstamp: "" };
    };
    kv.delete = async (key) => void await kv.atomic().delete(key).commit();
    kv.atomic = () => {
      const operation = atomic();
      const [set, remove, sum, commit] = [
        operation.set.bind(operation),
        operation.delete.bind(operation),
        operation.sum.bind(operation),
        operation.commit.bind(operation),
      ];
      const changes: { key: Deno.KvKey; change: (counts: Counts) => void }[] = [];
      operation.set = (key, value, options) => {
        const bytes = sizeOf(key) + sizeOf(value);
        changes.push({ key, change: (counts) => (counts.set++, counts.bytes += bytes) });
        return set(key, value, options);
      };
      operation.delete = (key) => {
        changes.push({ key, change: (counts) => counts.deleted++ });
        return remove(key);
      };
      operation.sum = (key, n) => {
        changes.push({ key, change: (counts) => counts.summed++ });
        return sum(key, n);
      };
      operation.commit = async () => {
        const result = await commit();
        if (result.ok && changes.map(({ key, change }) => this.#count(key, change)).some(Boolean)) {
          this.#counted.commits++;
        }
        return result;
      };
      return operation;
    };
  }
}

async function* batches<T>(
  list: Deno.Kv["list"],
  selector: Deno.KvListSelector,
  { limit, batchSize, ...options }: Deno.KvListOptions & { limit: number; batchSize: number },
  count: (keys: Deno.KvKey[]) => void,
): AsyncGenerator<Deno.KvEntry<T>> {
  let cursor: string | undefined;
  for (let left = limit; left > 0; left -= batchSize) {
    const wanted = Math.min(left, batchSize);
    const entries = list<T>(selector, { ...options, limit: wanted, batchSize: wanted, cursor });
    const batch = await Array.fromAsync(entries);
    count(batch.map(({ key }) => key));
    yield* batch;
    if (batch.length < wanted) return;
    cursor = entries.cursor;
  }
}

/** As KV stores it, but for its own few bytes around it. */
export function sizeOf(value: unknown): number {
  if (value instanceof Uint8Array) return value.length;
  return Array.isArray(value) && value.every((part) => typeof part !== "object")
    ? value.reduce((sum: number, part) => sum + String(part).length + 2, 0)
    : serialize(value).length;
}

/** Over all kinds, or over those named. */
export function total({ kinds }: Counted, what: keyof Counts, of: string[] = Object.keys(kinds)): number {
  return of.reduce((sum, kind) => sum + (kinds[kind]?.[what] ?? 0), 0);
}
