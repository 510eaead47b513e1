/** Server-sent events: the bus as a stream for one browser or program. */
import type { Bus, Listener, Message } from "./bus.ts";
import type { Clock } from "./clock.ts";
import type { LiveEvent } from "./domain/views.ts";

const KEEP_ALIVE_MS = 15_000;
/** A listener that is so far behind is cut off; it comes back and catches up. */
const MOST_BEHIND_CHARACTERS = 4 * 1024 * 1024;

const encoder = new TextEncoder();

/**
 * The stream of `/api/live`.
 *
 * It starts with `hello` (you are up to date from here), with what was missed since `lastEventId`, or with `reset`: too
 * much was missed, read everything again. With a `chargerId` only that charger's events come, with `types` only those. It
 * ends when who listens may no longer, which is asked with each sign of life.
 * @see WHATWG HTML, 9.2 Server-sent events
 */
export function openLive(
  bus: Bus,
  clock: Clock,
  { chargerId, types, lastEventId, mayStill, ended }: {
    chargerId: string | null;
    types: ReadonlySet<LiveEvent["type"]> | null;
    lastEventId: string | null;
    mayStill: () => Promise<boolean>;
    /** Called once, however it ends. */
    ended: () => void;
  },
): ReadableStream<Uint8Array> {
  let isOpen = true;
  let stop = () => {};
  /** What the listener has not taken. It waits here and not in the stream, which could not forget it. */
  let waiting = "";
  const pass = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    if (waiting === "" || (controller.desiredSize ?? 0) <= 0) return;
    // Taken first: a listener that waits takes at once, and asks for more from within.
    const text = waiting;
    waiting = "";
    controller.enqueue(encoder.encode(text));
  };
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => {
        waiting += text;
        pass(controller);
      };
      const isWanted = (message: Message) =>
        (chargerId === null || message.chargerId === chargerId) && (types === null || types.has(message.event.type));
      const end = () => {
        if (!isOpen) return;
        stop();
        controller.close();
      };
      const tell = (messages: Message[]) => {
        if (waiting.length > MOST_BEHIND_CHARACTERS) return end();
        const text = messages.filter(isWanted).map((message) => write(bus.epoch, message)).join("");
        if (text !== "") send(text);
      };
      const missed = lastEventId === null ? [] : missedSince(bus, lastEventId, types);
      const opening = lastEventId === null ? "hello" : missed === null ? "reset" : null;
      send("retry: 1000\n\n");
      if (opening !== null) send(`id: ${bus.epoch}-${bus.seq}\nevent: ${opening}\ndata: {}\n\n`);
      tell(missed ?? []);
      const unlisten = bus.listen({ types, hear: tell, onEnd: end });
      const stopTimer = clock.every(KEEP_ALIVE_MS, () => {
        send(": keep-alive\n\n");
        mayStill().then((may) => may || end(), end);
      });
      stop = () => {
        isOpen = false;
        waiting = "";
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

function missedSince(bus: Bus, lastEventId: string, types: Listener["types"]): Message[] | null {
  const [epoch, seq] = lastEventId.split("-");
  return epoch === bus.epoch && /^\d+$/.test(seq ?? "") ? bus.since(Number(seq), types) : null;
}

/** Each message is written once, however many listen. */
function write(epoch: string, message: Message): string {
  const { type, data } = message.event;
  return message.written ??= `id: ${epoch}-${message.seq}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
