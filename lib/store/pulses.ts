/**
 * Pulses: how instances that share a store tell each other which chargers changed.
 *
 * An instance that is not alone writes, at most once a second, the chargers it touched; the others look once a second and
 * read those chargers anew. Alone, nothing is written or read. (`kv.watch` does not cross local processes that share a
 * file, denoland/deno#21640, and a look costs one read.)
 */
import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Instances } from "./instances.ts";
import { keys } from "./keys.ts";
import { readRecord } from "./records.ts";

const EVERY_MS = 1_000;
/** So many pulses stand in a record, so that a look that came late misses none. */
const KEPT = 5;
/** Of the names in one beat; five of them fit in a value of 64 KiB, whatever their characters. */
const MOST_CHARACTERS = 3_000;

/** `chargers` null: too many to name, so all. */
const beat = z.object({ seq: z.number(), chargers: z.array(z.string()).nullable() });
const pulseSchema = z.object({ v: z.literal(1), beats: z.array(beat) });
type Beat = z.infer<typeof beat>;

export class Pulses {
  #touched = new Set<string>();
  #beats: Beat[] = [];
  #seq = 0;
  readonly #seen = new Map<string, number>();
  #stopTimer: (() => void) | null = null;
  #round: Promise<void> = Promise.resolve();

  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: { instances: Instances; clock: Clock; log: Log },
  ) {}

  /** `changed` hears of the chargers that others touched; null means any of them. */
  start(changed: (chargerIds: string[] | null) => Promise<void>): void {
    this.#stopTimer = this.parts.clock.every(EVERY_MS, () => {
      this.#round = this.#round.then(() => this.#beat(changed)).catch((error) =>
        this.parts.log.warn("Other instances could not be heard", { error })
      );
    });
  }

  /** This instance changed something of a charger. Kept while alone, too: who comes next may have read before. */
  touched(chargerId: string): void {
    this.#touched.add(chargerId);
  }

  async stop(): Promise<void> {
    this.#stopTimer?.();
    await this.#round;
    if (this.#seq > 0) await this.kv.delete(keys.pulse(this.parts.instances.id));
  }

  /** Resolves when the round at hand, if any, is over. */
  settled(): Promise<void> {
    return this.#round;
  }

  async #beat(changed: (chargerIds: string[] | null) => Promise<void>): Promise<void> {
    if (this.parts.instances.isAlone) return;
    if (this.#touched.size > 0) await this.#tell();
    for await (const entry of this.kv.list({ prefix: ["pulse"] })) {
      const instance = String(entry.key[1]);
      if (instance === this.parts.instances.id) continue;
      const beats = readRecord(pulseSchema, entry, this.parts.log)?.beats ?? [];
      const last = this.#seen.get(instance) ?? 0;
      const news = beats.filter(({ seq }) => seq > last);
      if (news.length === 0) continue;
      await changed(touchedIn(news, last));
      // Not before: what could not be read is heard again at the next look.
      this.#seen.set(instance, news[news.length - 1].seq);
    }
  }

  async #tell(): Promise<void> {
    const touched = [...this.#touched];
    const chargers = touched.join().length > MOST_CHARACTERS ? null : touched;
    const beats = [...this.#beats, { seq: this.#seq + 1, chargers }].slice(-KEPT);
    await this.kv.set(keys.pulse(this.parts.instances.id), { v: 1, beats }, { expireIn: 600_000 });
    this.#beats = beats;
    this.#seq++;
    for (const charger of touched) this.#touched.delete(charger);
  }
}

/** The chargers that are named behind the beat `last`; null when they are not all named. */
function touchedIn(news: Beat[], last: number): string[] | null {
  if (news[0].seq > last + 1 || news.some(({ chargers }) => chargers === null)) return null;
  return [...new Set(news.flatMap(({ chargers }) => chargers ?? []))];
}
