/** Reads the page's data again: each page is also answered as JSON, at its own address. */

/** How often at most, however much happens. */
const PAUSE_MS = 3_000;

/**
 * The data of the page at an address; null when it could not be read, as while the server restarts.
 *
 * The caller names the type that the page's handler gives.
 */
export async function readPage<Data>(url: string): Promise<Data | null> {
  try {
    const response = await fetch(url, { headers: { accept: "application/json" } });
    // Sent to the log-in: the session has ended.
    if (response.redirected) location.reload();
    return response.ok && !response.redirected ? await response.json() : null;
  } catch {
    return null;
  }
}

/** Reads the page again soon, once for many wishes; `apply` gets what came. */
export class Reread<Data> {
  #timer: ReturnType<typeof setTimeout> | null = null;
  #readAt = 0;

  constructor(private readonly apply: (data: Data) => void) {}

  soon(): void {
    if (this.#timer !== null) return;
    const wait = Math.max(100, this.#readAt + PAUSE_MS - Date.now());
    this.#timer = setTimeout(() => {
      this.now().then((isRead) => {
        this.#timer = null;
        if (!isRead) this.soon();
      });
    }, wait);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  /** @returns whether it could be read */
  async now(): Promise<boolean> {
    this.#readAt = Date.now();
    const url = location.href;
    const data = await readPage<Data>(url);
    if (data !== null && url === location.href) this.apply(data);
    return data !== null;
  }
}
