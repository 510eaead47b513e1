/** Chance that can be repeated: the same seed gives the same numbers. */

export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  between(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** Waiting times of things that come by themselves: mostly short, now and then long, at most five times the mean. */
  exponential(mean: number): number;
}

/**
 * Makes a generator (mulberry32). Whoever draws has one of their own, so that nobody's luck hangs on another's timing.
 *
 * @example createRandom("1/SIM-001/2").between(10, 20)
 */
export function createRandom(seed: string): Random {
  let state = hash(seed);
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  return {
    next,
    between: (least, most) => least + (most - least) * next(),
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)],
    exponential: (mean) => Math.min(5 * mean, -mean * Math.log(1 - next())),
  };
}

/** FNV-1a. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (const character of text) state = Math.imul(state ^ character.codePointAt(0)!, 0x01000193);
  return state;
}
