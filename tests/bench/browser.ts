/** A browser that leaves a page open: reads `/api/live` as fast as it comes, and counts. */

/** What the pages ask for; frames are told only to who looks at them. */
const TYPES = "charger,connector,transaction,samples,counts";

export interface Browser {
  /** So far. */
  bytes: number;
  /** Why the stream ended before `stop()`; null while it goes on. */
  problem: string | null;
  stop(): Promise<void>;
}

/** @throws when the server does not answer as it should */
export async function openBrowser(port: number): Promise<Browser> {
  const response = await fetch(`http://127.0.0.1:${port}/api/live?types=${TYPES}`);
  if (response.status !== 200) throw new Error(`/api/live was answered with ${response.status}`);
  const reader = response.body!.getReader();
  let isStopping = false;
  const browser: Browser = {
    bytes: 0,
    problem: null,
    async stop() {
      isStopping = true;
      // One that ended already says why in `problem`.
      await reader.cancel().catch(() => {});
      await reading;
    },
  };
  const reading = (async () => {
    try {
      for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
        browser.bytes += chunk.value.length;
      }
      if (!isStopping) browser.problem = "the live stream ended";
    } catch (error) {
      if (!isStopping) browser.problem = error instanceof Error ? error.message : String(error);
    }
  })();
  return browser;
}
