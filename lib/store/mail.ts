/**
 * Mail: letters between instances that share a store, each taken once.
 *
 * A letter lies with its receiver, whose mailbox key changes, and that is watched. The receiver also looks once a second,
 * for `kv.watch` does not cross local processes that share a file (denoland/deno#21640); ten times a second while it waits
 * for an answer.
 *
 * Letters are sealed for their receiver: one may hold a charger's new password, which is to lie nowhere in the clear.
 */
import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Ids } from "../ids.ts";
import type { Log } from "../log.ts";
import type { Commits } from "./commits.ts";
import { FileParts } from "./file_parts.ts";
import type { Instances } from "./instances.ts";
import { keys } from "./keys.ts";
import { readRecord } from "./records.ts";
import { seal, type SealKeys, unseal } from "./seal.ts";

const LOOK_EVERY_MS = 1_000;
const HURRIED_LOOK_EVERY_MS = 100;
/** A letter is taken within seconds, or its receiver is gone. */
const KEPT_MS = 60_000;

/**
 * The letter itself, `bytes` of sealed JSON, is kept in parts as files are: a charger's answer may have a megabyte. An
 * answer to it is sealed with the sender's `sealKey`.
 */
const envelopeSchema = z.object({ v: z.literal(2), from: z.string(), sealKey: z.string(), bytes: z.number() });

export interface Letter {
  id: string;
  /** An instance. */
  from: string;
  content: unknown;
}

export class Mail {
  readonly #texts: FileParts;
  #receive: (letter: Letter) => void = () => {};
  #watching: ReadableStreamDefaultReader<unknown> | null = null;
  #stopTimer: () => void = () => {};
  #isDue = false;
  #round: Promise<void> | null = null;
  /** Of those who wrote to us. */
  readonly #sealKeys = new Map<string, string>();

  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: {
      instances: Pick<Instances, "id" | "sealKeyOf">;
      sealKeys: SealKeys;
      commits: Commits;
      clock: Clock;
      ids: Ids;
      log: Log;
    },
  ) {
    this.#texts = new FileParts(kv, parts.commits);
  }

  start(receive: (letter: Letter) => void): void {
    this.#receive = receive;
    this.#stopTimer = this.parts.clock.every(LOOK_EVERY_MS, () => this.#look());
    this.#watching = this.kv.watch([keys.mailbox(this.parts.instances.id)]).getReader();
    this.#watch(this.#watching).catch((error) => this.parts.log.warn("The mailbox cannot be watched", { error }));
  }

  /** Resolves when the letter lies with its receiver; its id is `id`. False: there is no such instance. */
  async post(to: string, content: unknown, id = this.parts.ids.unique()): Promise<boolean> {
    const { instances, sealKeys, commits } = this.parts;
    const receiver = this.#sealKeys.get(to) ?? await instances.sealKeyOf(to);
    if (receiver === null) return false;
    const sealed = await seal(JSON.stringify(content), receiver);
    // Its text is there as long as the letter is.
    await this.#texts.write(id, ReadableStream.from([sealed]), { mostBytes: Infinity, expireIn: 2 * KEPT_MS });
    const envelope = { v: 2, from: instances.id, sealKey: sealKeys.publicKey, bytes: sealed.length };
    const atomic = this.kv.atomic()
      .set(keys.letter(to, id), envelope, { expireIn: KEPT_MS })
      .set(keys.mailbox(to), id, { expireIn: KEPT_MS });
    await commits.run(() => atomic.commit());
    return true;
  }

  /** Takes a letter back. False when it was taken, or is not posted yet. */
  async withdraw(to: string, id: string): Promise<boolean> {
    const entry = await this.kv.get(keys.letter(to, id));
    const envelope = readRecord(envelopeSchema, entry, this.parts.log);
    if (entry.value === null || envelope === null || !await this.#remove(entry)) return false;
    await this.#texts.remove(id, envelope.bytes);
    return true;
  }

  /** An answer is waited for. @returns the function to call when it is no more */
  hurry(): () => void {
    return this.parts.clock.every(HURRIED_LOOK_EVERY_MS, () => this.#look());
  }

  async stop(): Promise<void> {
    this.#stopTimer();
    await this.#watching?.cancel();
    await this.#round;
  }

  /** Resolves when what came so far is received. */
  async settled(): Promise<void> {
    await this.#round;
  }

  async #watch(mailbox: ReadableStreamDefaultReader<unknown>): Promise<void> {
    while (!(await mailbox.read()).done) this.#look();
  }

  #look(): void {
    this.#isDue = true;
    this.#round ??= this.#open()
      .catch((error) => this.parts.log.warn("Letters of other instances could not be read", { error }))
      .finally(() => this.#round = null);
  }

  async #open(): Promise<void> {
    while (this.#isDue) {
      this.#isDue = false;
      for await (const entry of this.kv.list({ prefix: ["letter", this.parts.instances.id] })) await this.#take(entry);
    }
  }

  async #take(entry: Deno.KvEntry<unknown>): Promise<void> {
    const envelope = readRecord(envelopeSchema, entry, this.parts.log);
    const id = String(entry.key[2]);
    const sealed = await new Response(ReadableStream.from(this.#texts.read(id))).bytes();
    if (!await this.#remove(entry) || envelope === null) return;
    const { from, sealKey, bytes } = envelope;
    this.#sealKeys.set(from, sealKey);
    this.#receive({ id, from, content: JSON.parse(await unseal(sealed, this.parts.sealKeys)) });
    await this.#texts.remove(id, bytes);
  }

  /** Of the one who takes a letter and the one who takes it back, one does. */
  async #remove(entry: Deno.KvEntryMaybe<unknown>): Promise<boolean> {
    return (await this.parts.commits.run(() => this.kv.atomic().check(entry).delete(entry.key).commit())).ok;
  }
}
