/** The tab's EventSource: kept open while the page is looked at, resumed where it broke off. */
import { batch, type Signal } from "@preact/signals";
import type { LiveEvent } from "../domain/views.ts";

export interface LiveListener {
  /** Others are not even parsed. */
  types: LiveEvent["type"][];
  hear(event: LiveEvent): void;
  reset(): void;
}

type Timer = ReturnType<typeof setTimeout> | null;

const GATHER_MS = 50;
/** A break shorter than this is not told. */
const GRACE_MS = 2_000;
/** A page not looked at gives its connection back: a browser has six for all tabs of a plain-http host. */
const HIDDEN_MS = 60_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
const TICK_MS = 5_000;
/** A timer this late means that the machine slept: the connection may be dead without knowing it. */
const SLEPT_MS = 30_000;

export class LiveStream {
  readonly #listeners = new Set<LiveListener>();
  readonly #types = new Set<LiveEvent["type"]>();
  #source: EventSource | null = null;
  #lastEventId: string | null;
  #burst: (LiveEvent | "reset")[] = [];
  #retries = 0;
  #lostTimer: Timer = null;
  #hiddenTimer: Timer = null;
  #retryTimer: Timer = null;
  #openTimer: Timer = null;
  #tickedAt = Date.now();

  /** `lastEventId` is where in the stream the page was drawn. */
  constructor(
    private readonly link: Signal<"connecting" | "live" | "lost">,
    private readonly from: { chargerId: string | null; lastEventId: string | null },
  ) {
    this.#lastEventId = from.lastEventId;
    document.addEventListener("visibilitychange", () => this.#visibilityChanged());
    addEventListener("pagehide", () => this.#close());
    addEventListener("pageshow", ({ persisted }) => persisted && this.#open());
    setInterval(() => this.#tick(), TICK_MS);
  }

  /** @returns the function that ends it */
  listen(listener: LiveListener): () => void {
    this.#listeners.add(listener);
    const wanted = listener.types.filter((type) => !this.#types.has(type));
    for (const type of wanted) this.#types.add(type);
    // Islands start one after the other: they are waited for, then one stream brings what all of them want.
    if (this.#source === null || wanted.length > 0) this.#openTimer ??= setTimeout(() => this.#open());
    return () => this.#listeners.delete(listener);
  }

  #open(): void {
    this.#close();
    const query = new URLSearchParams();
    // With nobody to tell, it only says that the link holds.
    query.set("types", this.#types.size === 0 ? "counts" : [...this.#types].join());
    if (this.from.chargerId !== null) query.set("chargerId", this.from.chargerId);
    if (this.#lastEventId !== null) query.set("lastEventId", this.#lastEventId);
    const source = new EventSource(`/api/live?${query}`);
    this.#source = source;
    this.#expectOpen();
    source.onopen = () => {
      this.#retries = 0;
      this.#forgetLost();
      this.link.value = "live";
    };
    source.onerror = () => {
      this.#expectOpen();
      if (source.readyState === EventSource.CLOSED) this.#retry();
    };
    for (const type of this.#types) this.#hear(source, type);
    source.addEventListener("hello", ({ lastEventId }) => this.#lastEventId = lastEventId);
    source.addEventListener("reset", ({ lastEventId }) => this.#heard("reset", lastEventId));
  }

  #close(): void {
    cancel(this.#retryTimer);
    cancel(this.#openTimer);
    this.#openTimer = null;
    this.#forgetLost();
    this.#source?.close();
    this.#source = null;
  }

  #hear(source: EventSource, type: LiveEvent["type"]): void {
    source.addEventListener(type, ({ data, lastEventId }) => {
      // The server says what it sends in lib/domain/views.ts.
      this.#heard({ type, data: JSON.parse(data) }, lastEventId);
    });
  }

  #heard(event: LiveEvent | "reset", lastEventId: string): void {
    this.#lastEventId = lastEventId;
    if (this.#burst.push(event) === 1) setTimeout(() => this.#tell(), GATHER_MS);
  }

  #tell(): void {
    const burst = this.#burst;
    this.#burst = [];
    batch(() => {
      for (const event of burst) {
        for (const listener of this.#listeners) event === "reset" ? listener.reset() : listener.hear(event);
      }
    });
  }

  #expectOpen(): void {
    if (this.#lostTimer !== null) return;
    this.#lostTimer = setTimeout(() => {
      this.#lostTimer = null;
      if (this.#source?.readyState !== EventSource.OPEN) this.link.value = "lost";
    }, GRACE_MS);
  }

  #forgetLost(): void {
    cancel(this.#lostTimer);
    this.#lostTimer = null;
  }

  /** The browser gave up, as it does when it gets an error page: we do not. */
  #retry(): void {
    const ms = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#retries++) * (0.75 + Math.random() / 2);
    this.#retryTimer = setTimeout(() => {
      fetch("/api/stats").then(({ status }) => {
        // Logged out: the page asks for the log-in, and brings us back here.
        if (status === 401) location.reload();
        else this.#open();
      }, () => this.#retry());
    }, ms);
  }

  #visibilityChanged(): void {
    cancel(this.#hiddenTimer);
    if (document.hidden) this.#hiddenTimer = setTimeout(() => this.#close(), HIDDEN_MS);
    else if (this.#source === null) this.#open();
  }

  #tick(): void {
    const slept = Date.now() - this.#tickedAt > SLEPT_MS;
    this.#tickedAt = Date.now();
    if (slept && !document.hidden) this.#open();
  }
}

function cancel(timer: Timer): void {
  if (timer !== null) clearTimeout(timer);
}
