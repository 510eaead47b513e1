/** The live stream as islands hear it: one EventSource a tab, opened by the first who listens. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { type LiveEvent, liveTypes } from "../domain/views.ts";
import { LiveStream } from "./live_stream.ts";

type DataOf<Type extends LiveEvent["type"]> = Extract<LiveEvent, { type: Type }>["data"];

/** What to do with each kind of event; `reset` says that some were missed, so read everything again. */
export type LiveHandlers = { [Type in LiveEvent["type"]]?: (data: DataOf<Type>) => void } & { reset?: () => void };

const current = signal<"connecting" | "live" | "lost">("connecting");
/** How the stream fares. `lost` only after a moment: a reconnect that works is not worth a word. */
export const link: ReadonlySignal<"connecting" | "live" | "lost"> = current;

// The browser has one page and one stream: this is the place that holds it.
let stream: LiveStream | null = null;

/**
 * Listens to the tab's stream. Events come in bursts, at most 20 a second, all of a burst in one render.
 *
 * Which stream that is, the page says (`<LiveSource>`): of one charger, or of all. `chargerId` narrows it further.
 *
 * @returns the function that ends it
 */
export function onLive(handlers: LiveHandlers, { chargerId }: { chargerId?: string } = {}): () => void {
  stream ??= new LiveStream(current, {
    chargerId: readMeta("live-charger"),
    lastEventId: readMeta("live-since"),
  });
  return stream.listen({
    types: liveTypes.filter((type) => type in handlers),
    hear(event) {
      if (chargerId === undefined || chargerOf(event) === chargerId) tell(handlers, event);
    },
    reset: () => handlers.reset?.(),
  });
}

function readMeta(name: string): string | null {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? null;
}

function chargerOf(event: LiveEvent): string | null {
  if (event.type === "counts" || event.type === "bulk") return null;
  return event.type === "charger" || event.type === "refusal" ? event.data.id : event.data.chargerId;
}

function tell(handlers: LiveHandlers, event: LiveEvent): void {
  switch (event.type) {
    case "counts":
      return handlers.counts?.(event.data);
    case "charger":
      return handlers.charger?.(event.data);
    case "connector":
      return handlers.connector?.(event.data);
    case "transaction":
      return handlers.transaction?.(event.data);
    case "samples":
      return handlers.samples?.(event.data);
    case "command":
      return handlers.command?.(event.data);
    case "frame":
      return handlers.frame?.(event.data);
    case "refusal":
      return handlers.refusal?.(event.data);
    case "bulk":
      return handlers.bulk?.(event.data);
    case "bulkCharger":
      return handlers.bulkCharger?.(event.data);
    default:
      event satisfies never;
  }
}
