/** Server-sent events: the bus as a stream for one browser or program. */
import { Batch, type Wish } from "./batch.ts";
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";

const KEEP_ALIVE_MS = 15_000;
/** A listener that is so far behind is cut off; it comes back and catches up. */
const MOST_BEHIND_BYTES = 4 * 1024 * 1024;

const encoder = new TextEncoder();

/**
 * The stream of `/api/live`.
 *
 * It starts with `hello` (you are up to date from here), with what was missed since `lastEventId`, or with `reset`: too
 * much was missed, read everything again. It ends when who listens may no longer, which is asked with each sign of life.
 * @see WHATWG HTML, 9.2 Server-sent events
 */
export function openLive(
  bus: Bus,
  clock: Clock,
  { wish, lastEventId, mayStill, ended }: {
    wish: Wish;
    lastEventId: string | null;
    mayStill: () => Promise<boolean>;
    /** Called once, however it ends. */
    ended: () => void;
  },
): ReadableStream<Uint8Array> {
  let isOpen = true;
  let stop = () => {};
  /** What the listener has not taken. It waits here and not in the stream, which could not forget it. */
  let waiting: Uint8Array[] = [];
  const pass = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    while ((controller.desiredSize ?? 0) > 0) {
      // Taken first: a listener that waits takes at once, and asks for more from within.
      const bytes = waiting.shift();
      if (bytes === undefined) return;
      controller.enqueue(bytes);
    }
  };
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (bytes: Uint8Array) => {
        if (bytes.length > 0) waiting.push(bytes);
        pass(controller);
      };
      const say = (text: string) => send(encoder.encode(text));
      const end = () => {
        if (!isOpen) return;
        stop();
        controller.close();
      };
      const tell = (batch: Batch) => {
        if (waiting.reduce((sum, { length }) => sum + length, 0) > MOST_BEHIND_BYTES) return end();
        send(batch.bytesFor(wish));
      };
      const missed = lastEventId === null ? null : missedSince(bus, lastEventId, wish);
      const opening = lastEventId === null ? "hello" : missed === null ? "reset" : null;
      say("retry: 1000\n\n");
      if (opening !== null) say(`id: ${bus.epoch}-${bus.seq}\nevent: ${opening}\ndata: {}\n\n`);
      if (missed !== null) tell(missed);
      const unlisten = bus.listen({ types: wish.types, hear: tell, onEnd: end });
      const stopTimer = clock.every(KEEP_ALIVE_MS, () => {
        say(": keep-alive\n\n");
        mayStill().then((may) => may || end(), end);
      });
      stop = () => {
        isOpen = false;
        waiting = [];
        ended();
        unlisten();
        stopTimer();
      };
    },
    pull: pass,
    cancel() {
      stop();
    },
  }, new ByteLengthQueuingStrategy({ highWaterMark: 65_536 }));
}

function missedSince(bus: Bus, lastEventId: string, { types }: Wish): Batch | null {
  const [epoch, seq] = lastEventId.split("-");
  const missed = epoch === bus.epoch && /^\d+$/.test(seq ?? "") ? bus.since(Number(seq), types) : null;
  return missed === null ? null : new Batch(bus.epoch, missed);
}
