/**
 * Credentials: who knows a charger's password.
 *
 * They are held in memory, so that thousands of chargers that come back at once cost no reads. A password is kept as an
 * HMAC-SHA-256 with a salt of its own: it is a key that a machine makes and keeps, of at least 16 bytes, so there is
 * nothing to guess that a slow hash would have to protect, and 5,000 chargers are checked in less than 0.1 s.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Clock } from "./clock.ts";
import { type Credential, passwordBytes, withoutSent, withSent, withUsed } from "./domain/credential.ts";
import { iso } from "./domain/shape.ts";
import type { CredentialView } from "./domain/views.ts";
import type { Pulses } from "./store/pulses.ts";
import type { StoredCredentials } from "./store/credentials.ts";

/** What a charger without a credential is compared with, so that it takes as long. */
const NOBODYS: Credential = { v: 1, salt: newSalt(), inUse: newSalt().repeat(2), sent: [], setAt: null };

export class Credentials {
  #known = new Map<string, Credential>();

  constructor(private readonly parts: { stored: StoredCredentials; pulses: Pulses; clock: Clock }) {}

  async load(): Promise<void> {
    const stored = await Array.fromAsync(this.parts.stored.all());
    this.#known = new Map(stored.map(({ chargerId, credential }) => [chargerId, credential]));
  }

  /** Another instance may have changed it. */
  async reread(chargerId: string): Promise<Credential | null> {
    return this.#keep(chargerId, await this.parts.stored.find(chargerId));
  }

  isKnown(chargerId: string): boolean {
    return this.#known.has(chargerId);
  }

  /** Whether this charger must come with a password, whatever the settings say. */
  isAsked(chargerId: string): boolean {
    return this.#known.get(chargerId)?.inUse != null;
  }

  view(chargerId: string): CredentialView | null {
    const known = this.#known.get(chargerId);
    return known === undefined ? null : { setAt: iso(known.setAt), isChanging: known.sent.length > 0 };
  }

  /**
   * Which of these is the charger's password; null: none. One that was sent to it takes the place of those before.
   */
  async check(chargerId: string, passwords: Uint8Array[]): Promise<Uint8Array | null> {
    const inMemory = find(this.#known.get(chargerId) ?? null, passwords);
    // It may have been set on another instance a moment ago. Read in any case, so that nobody learns whose it is.
    const found = inMemory ?? find(await this.reread(chargerId), passwords);
    if (found === null) return null;
    const { key, password } = found;
    if (this.#known.get(chargerId)?.inUse !== key) {
      await this.#update(chargerId, (known) => known && withUsed(known, key, this.parts.clock.now()));
    }
    return password;
  }

  /** From now on only this password is the charger's. */
  async set(chargerId: string, password: Uint8Array): Promise<void> {
    const salt = newSalt();
    const setAt = this.parts.clock.now();
    await this.#update(chargerId, () => ({ v: 1, salt, inUse: hash(salt, password), sent: [], setAt }));
  }

  /** False when it has none. */
  async remove(chargerId: string): Promise<boolean> {
    const wasKnown = this.isKnown(chargerId);
    await this.#update(chargerId, () => null);
    return wasKnown;
  }

  /** A new password is about to be sent to the charger: from now on it is valid, too. */
  async send(chargerId: string, password: Uint8Array): Promise<void> {
    const salt = newSalt();
    await this.#update(chargerId, (known) => {
      const given = known ?? { v: 1, salt, inUse: null, sent: [], setAt: null };
      return withSent(given, hash(given.salt, password));
    });
  }

  /** The charger refused a password that was sent to it. */
  async unsend(chargerId: string, password: Uint8Array): Promise<void> {
    await this.#update(chargerId, (known) => known && withoutSent(known, hash(known.salt, password)));
  }

  async #update(chargerId: string, change: (known: Credential | null) => Credential | null): Promise<void> {
    this.#keep(chargerId, await this.parts.stored.update(chargerId, change));
    this.parts.pulses.touched(chargerId);
  }

  #keep(chargerId: string, credential: Credential | null): Credential | null {
    if (credential === null) this.#known.delete(chargerId);
    else this.#known.set(chargerId, credential);
    return credential;
  }
}

/** The password that fits a key. Takes the same time for each, and where there is nothing to be found. */
function find(credential: Credential | null, passwords: Uint8Array[]): { password: Uint8Array; key: string } | null {
  const { salt, inUse, sent } = credential ?? NOBODYS;
  let found: { password: Uint8Array; key: string } | null = null;
  for (const password of passwords) {
    const shown = hash(salt, password);
    for (const key of [inUse, ...sent]) if (key !== null && isSame(key, shown)) found ??= { password, key };
  }
  return found;
}

function isSame(a: string, b: string): boolean {
  const [x, y] = [a, b].map((text) => new TextEncoder().encode(text));
  return x.length === y.length && timingSafeEqual(x, y);
}

function hash(salt: string, password: Uint8Array): string {
  return createHmac("sha256", salt).update(passwordBytes(password)).digest("hex");
}

function newSalt(): string {
  return crypto.getRandomValues(new Uint8Array(16)).toHex();
}
