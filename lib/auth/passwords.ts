/**
 * Passwords as hashes. scrypt is built into the runtime, needs no build step, and runs in a thread of its own: whoever
 * answers chargers does not wait for it.
 */
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { HttpError } from "fresh";

/** OWASP's second choice for scrypt: 32 MiB and about a quarter of a second a hash. `ln` is log2 of N. */
const COST = { ln: 15, r: 8, p: 3 };
type Cost = typeof COST;

const HASH_BYTES = 32;
const SALT_BYTES = 16;
/** Hashes are made one after the other, so that a flood of log-ins takes one core at most; so many may wait. */
const MOST_WAITING = 20;

/** Nobody can be told whether a password is right: too many wait for that. */
export class PasswordsBusyError extends HttpError {
  constructor() {
    super(429, "Cannot check a password: too many wait to have theirs checked. Try again in a few seconds");
  }
}

export class Passwords {
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** @param cost is lower in tests of what is not about passwords */
  constructor(private readonly cost: Cost = COST) {}

  /**
   * Hashes a password, its salt and cost with it.
   * @throws {PasswordsBusyError}
   * @example "correct horse"  →  "$scrypt$ln=15,r=8,p=3$0kBl…Pg$6vJm…1w"
   */
  async hash(password: string): Promise<string> {
    const salt = new Uint8Array(randomBytes(SALT_BYTES));
    const { ln, r, p } = this.cost;
    const hash = await this.#derive(password, salt, this.cost);
    return `$scrypt$ln=${ln},r=${r},p=${p}$${toText(salt)}$${toText(hash)}`;
  }

  /**
   * Compares a password with a stored hash, or with none, which takes as long and is never right.
   * @returns `isOutdated`: it was hashed at another cost than is usual now
   * @throws {PasswordsBusyError}
   */
  async verify(password: string, stored: string | null): Promise<{ isRight: boolean; isOutdated: boolean }> {
    const known = stored === null ? null : parse(stored);
    const { cost, salt, hash } = known ??
      { cost: this.cost, salt: new Uint8Array(SALT_BYTES), hash: new Uint8Array(HASH_BYTES) };
    const isEqual = timingSafeEqual(await this.#derive(password, salt, cost), hash);
    const isOutdated = cost.ln !== this.cost.ln || cost.r !== this.cost.r || cost.p !== this.cost.p;
    return { isRight: isEqual && known !== null, isOutdated };
  }

  async #derive(password: string, salt: Uint8Array, { ln, r, p }: Cost): Promise<Uint8Array> {
    if (this.#waiting >= MOST_WAITING) throw new PasswordsBusyError();
    this.#waiting++;
    const mine = this.#last.then(() => derive(password, salt, { N: 2 ** ln, r, p, maxmem: 256 * 2 ** ln * r }));
    this.#last = mine.catch(() => {});
    try {
      return await mine;
    } finally {
      this.#waiting--;
    }
  }
}

function derive(password: string, salt: Uint8Array, options: { N: number; r: number; p: number; maxmem: number }) {
  return new Promise<Uint8Array>((resolve, reject) => {
    scrypt(password, salt, HASH_BYTES, options, (error, hash) => error ? reject(error) : resolve(new Uint8Array(hash)));
  });
}

const STORED = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/;

function parse(stored: string): { cost: Cost; salt: Uint8Array; hash: Uint8Array } {
  const found = STORED.exec(stored);
  if (found === null) {
    throw new TypeError("Cannot read a stored password hash: expected $scrypt$ln=…,r=…,p=…$salt$hash");
  }
  const [ln, r, p] = found.slice(1, 4).map(Number);
  return { cost: { ln, r, p }, salt: Uint8Array.fromBase64(found[4]), hash: Uint8Array.fromBase64(found[5]) };
}

function toText(bytes: Uint8Array): string {
  return bytes.toBase64({ omitPadding: true });
}
