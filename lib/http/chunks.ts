/** The chunks of a body, as long as they come at a bearable pace. */
import type { Clock } from "../clock.ts";
import { Problem } from "./problem.ts";

/** A modem of the nineties sends faster; who sends slower only wants to keep us waiting. */
const LEAST_BYTES_A_SECOND = 240;
/** What may be lost on the way is sent again within this. */
const GRACE_MS = 30_000;

/** @throws {Problem} 408 when we waited too long for what came */
export async function* chunksOf(body: ReadableStream<Uint8Array> | null, clock: Clock): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  let patienceMs = GRACE_MS;
  try {
    while (true) {
      const since = clock.elapsed();
      const { promise: late, resolve } = Promise.withResolvers<null>();
      const stopTimer = clock.after(patienceMs, () => resolve(null));
      const read = await Promise.race([reader.read(), late]).finally(stopTimer);
      if (read?.done) return;
      patienceMs += (read?.value.length ?? 0) * 1000 / LEAST_BYTES_A_SECOND - (clock.elapsed() - since);
      if (read === null || patienceMs <= 0) {
        throw new Problem(408, `The body came at less than ${LEAST_BYTES_A_SECOND} bytes a second`);
      }
      yield read.value;
    }
  } finally {
    // Who broke off need not be told that we do.
    await reader.cancel().catch(() => {});
  }
}
