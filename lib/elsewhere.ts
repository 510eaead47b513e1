/**
 * Commands to chargers whose link another instance holds: that one sends them, in turn with its own, and tells what came
 * of them.
 *
 * A command is sent at most once: whoever takes the letter sends it, or whoever wrote it takes it back and says that
 * nothing was sent.
 */
import { z } from "zod";
import type { Clock } from "./clock.ts";
import { type Command, commandSchema } from "./domain/command.ts";
import { StoreDownError } from "./domain/store_down.ts";
import type { Log } from "./log.ts";
import type { Instances } from "./store/instances.ts";
import type { Letter, Mail } from "./store/mail.ts";

/** An instance takes its letters within a second; one that has not after so long gets the command no more. */
const CHECK_EVERY_MS = 5_000;
/** A letter that lay so long is waited for by nobody. The clocks of two instances may differ by some of it. */
const OLDEST_MS = 30_000;
const AGAIN_AFTER_MS = 1_000;

const letterSchema = z.discriminatedUnion("type", [
  /** `payload` is what goes over the wire; the command itself goes to the audit, without secrets. */
  z.object({ type: z.literal("ask"), command: commandSchema, payload: z.unknown() }),
  /** `command` null: nothing was sent. */
  z.object({ type: z.literal("settled"), id: z.string(), command: commandSchema.nullable() }),
  /** What came of the command could not be recorded. */
  z.object({ type: z.literal("failed"), id: z.string() }),
]);
type Content = z.infer<typeof letterSchema>;
type Ask = Extract<Content, { type: "ask" }>;

/** What is known of a command in the end. `unknown`: it may have been sent. */
export type Told = { type: "settled"; command: Command } | { type: "not-sent" } | { type: "unknown" };

export interface ElsewhereParts {
  mail: Mail;
  instances: Instances;
  clock: Clock;
  log: Log;
  /** Sends a command of another instance on a link of this one, and records what comes of it. */
  perform: (command: Command, payload: unknown) => Promise<Command>;
}

export class Elsewhere {
  readonly #waiting = new Map<string, (told: Told) => void>();
  readonly #serving = new Set<Promise<void>>();
  #isClosed = false;

  constructor(private readonly parts: ElsewhereParts) {
    parts.mail.start((letter) => this.#received(letter));
  }

  /** Asks an instance to send a command, and resolves when it told what came of it, or nothing can come any more. */
  async ask(instance: string, command: Command, payload: unknown): Promise<Told> {
    const { mail, clock, log } = this.parts;
    const { promise: told, resolve } = Promise.withResolvers<Told>();
    this.#waiting.set(command.id, resolve);
    const stopHurry = mail.hurry();
    const stopTimer = clock.every(CHECK_EVERY_MS, () => {
      this.#check(instance, command.id).then((end) => end !== null && resolve(end)).catch((error) =>
        log.warn("Another instance could not be checked", { instance, error })
      );
    });
    try {
      const isPosted = await mail.post(instance, { type: "ask", command, payload } satisfies Content, command.id);
      return isPosted ? await told : { type: "not-sent" };
    } finally {
      this.#waiting.delete(command.id);
      stopHurry();
      stopTimer();
    }
  }

  /** Waits for nobody any more, and until what others asked is told. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const resolve of this.#waiting.values()) resolve({ type: "unknown" });
    await Promise.all(this.#serving);
  }

  /** What is known without an answer; null while one may come. */
  async #check(instance: string, id: string): Promise<Told | null> {
    if (await this.parts.mail.withdraw(instance, id)) return { type: "not-sent" };
    return (await this.parts.instances.living()).has(instance) ? null : { type: "unknown" };
  }

  #received({ id, from, content }: Letter): void {
    const letter = letterSchema.safeParse(content);
    if (!letter.success) {
      return this.parts.log.error("A letter of another instance cannot be read", { letter: id, from });
    }
    switch (letter.data.type) {
      case "ask": {
        const serving = this.#serve(from, letter.data).finally(() => this.#serving.delete(serving));
        this.#serving.add(serving);
        return;
      }
      case "settled": {
        const { id, command } = letter.data;
        return this.#waiting.get(id)?.(command === null ? { type: "not-sent" } : { type: "settled", command });
      }
      case "failed":
        return this.#waiting.get(letter.data.id)?.({ type: "unknown" });
      default:
        return letter.data satisfies never;
    }
  }

  async #serve(from: string, { command, payload }: Ask): Promise<void> {
    const { perform, clock, log } = this.parts;
    const { id, chargerId } = command;
    const isLate = clock.now() - command.askedAt > OLDEST_MS;
    if (isLate) log.warn("A command of another instance came too late and is not sent", { charger: chargerId, from });
    const settled: Content = await (isLate ? Promise.resolve(null) : perform(command, payload)).then(
      (command) => ({ type: "settled", id, command }),
      (error) => {
        log.error("A command of another instance could not be recorded", { charger: chargerId, from, error });
        return { type: "failed", id };
      },
    );
    await this.#tell(from, settled);
  }

  /** Somebody waits for it, so it is tried until the store can take it. */
  async #tell(to: string, content: Content): Promise<void> {
    const { mail, clock, log } = this.parts;
    do {
      try {
        await mail.post(to, content);
        return;
      } catch (error) {
        if (!(error instanceof StoreDownError)) return log.error("Another instance could not be told", { to, error });
        await new Promise<void>((resolve) => clock.after(AGAIN_AFTER_MS, resolve));
      }
    } while (!this.#isClosed);
  }
}
