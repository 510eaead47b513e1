/** Time and timers. Everything that waits or stamps asks a Clock, so that a test can hold time in its hand. */

/**
 * `now` is epoch ms, and jumps when somebody sets the clock. `elapsed` is ms since some moment, and never goes back: whatever
 * is measured is measured with it. Each timer returns the function that stops it.
 */
export interface Clock {
  now(): number;
  elapsed(): number;
  after(ms: number, run: () => void): () => void;
  every(ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  every(ms, run) {
    const timer = setInterval(run, ms);
    return () => clearInterval(timer);
  },
};

/** Waits for work, but not longer than this; the work goes on. */
export async function withinMs(ms: number, work: Promise<unknown>, clock: Clock): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const stopTimer = clock.after(ms, resolve);
  await Promise.race([work, late]);
  stopTimer();
}
