/** The drivers: who holds which tag, and who is charging somewhere already. */
import type { Random } from "./random.ts";

const NAMES = [
  "ADA",
  "BO",
  "CLEO",
  "DEV",
  "ESME",
  "FINN",
  "GRETA",
  "HUGO",
  "INES",
  "JONAS",
  "KIM",
  "LEILA",
  "MILO",
  "NORA",
  "OTTO",
  "PRIYA",
  "QUINN",
  "ROSA",
  "SAMI",
  "TESS",
  "UMA",
  "VERA",
  "WIM",
  "YARA",
];

/** A card that was never registered, for a server that lets in only the tags it knows. */
const STRANGER = "SIM-STRANGER";

export class Drivers {
  readonly #free: string[];

  /** @param atOnce how many may charge at the same time: the pool is half as large again, and all names at least */
  constructor(atOnce: number) {
    const size = Math.max(NAMES.length, Math.ceil(atOnce * 1.5));
    this.#free = Array.from({ length: size }, (_, index) => tagOf(index));
  }

  /** The tag of somebody who is not charging. Now and then a stranger's. */
  take(random: Random): string {
    if (random.chance(0.03) || this.#free.length === 0) return STRANGER;
    const [tag] = this.#free.splice(Math.floor(random.next() * this.#free.length), 1);
    return tag;
  }

  /** The driver left, and may come again. */
  giveBack(tag: string): void {
    if (tag !== STRANGER) this.#free.push(tag);
  }
}

function tagOf(index: number): string {
  const round = Math.floor(index / NAMES.length);
  return `SIM-${NAMES[index % NAMES.length]}${round === 0 ? "" : `-${round + 1}`}`;
}
