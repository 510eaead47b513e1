/** Waits for what another process does, and nobody tells. */
import { systemClock } from "../../lib/clock.ts";

const LOOK_EVERY_MS = 50;
const PATIENCE_MS = 30_000;

/** @throws when it does not come about in time; `what` says what was waited for */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const since = systemClock.elapsed();
  while (!await isSo()) {
    if (systemClock.elapsed() - since > patienceMs) throw new Error(`Waited in vain: ${what}`);
    await new Promise<void>((resolve) => systemClock.after(LOOK_EVERY_MS, resolve));
  }
}
